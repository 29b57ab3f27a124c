"""Files in and out, one module for each format: each turns a file into model values or back and stores nothing."""
