"""What a register is: frozen records that know no files."""
