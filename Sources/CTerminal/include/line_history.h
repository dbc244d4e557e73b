/* libedit's list of earlier lines, with its variadic calls given a fixed form. */
#ifndef LINE_HISTORY_H
#define LINE_HISTORY_H

typedef struct line_history line_history;

/* An empty list that keeps `size` lines and does not repeat the newest. NULL without memory. */
line_history *line_history_open(int size);
void line_history_close(line_history *lines);

/* Adds one line (UTF-8, no newline at its end). Returns 0, or -1 on failure. */
int line_history_add(line_history *lines, const char *line);

/* Adds the lines of a file. Returns how many, or -1 where it cannot be read or is no history. */
int line_history_load(line_history *lines, const char *path);

/* Writes every line, in place: give it a temporary path. Returns how many, or -1 on failure. */
int line_history_save(line_history *lines, const char *path);

#endif
