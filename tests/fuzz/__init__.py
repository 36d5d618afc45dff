"""A fuzzer: real inputs, damaged at random, through the real commands; `make fuzz` runs it for so many seconds."""
