"""Boundary files and pasted text, read into one boundary: each format by a small reader of its own, in a process that can do nothing else.

`reader.read` does the reading; `child` is the process in which it runs; `sites.intake` starts that process. What a file is, is told by
its content, never by its name. Nothing is guessed and nothing is changed silently: what can be read in two ways is asked, what was
changed is told. Longitude comes before latitude, in degrees of WGS 84, wherever a reader hands on."""
