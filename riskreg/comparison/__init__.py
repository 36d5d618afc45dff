"""What became of each risk between two registers. Pure: values in, values out."""
