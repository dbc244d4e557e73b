/* Starts a program on a terminal without a window, for tests. */
#ifndef PSEUDO_TERMINAL_H
#define PSEUDO_TERMINAL_H

#include <stdbool.h>
#include <sys/types.h>

/*
 * Opens a terminal. `master` is its side of keyboard and screen, not blocking; `device` is a
 * program's side. Both are the caller's to close. Returns false with errno set.
 */
bool pseudo_terminal_open(int columns, int *master, int *device);

/*
 * Runs a program with a new terminal as its controlling terminal and as descriptors 0 and 2, and
 * with `output` as descriptor 1. `device` stays open here so that its settings outlive the program.
 * Returns the process, or -1 with errno set.
 */
pid_t pseudo_terminal_spawn(char *const arguments[], char *const environment[], int columns,
                            int output, int *master, int *device);

/* Gives the terminal another width, which its program is told by SIGWINCH. */
void pseudo_terminal_resize(int master, int columns);

/* Whether the terminal collects and echoes lines itself, as a shell expects it after a program. */
bool pseudo_terminal_is_in_usual_mode(int device);

#endif
