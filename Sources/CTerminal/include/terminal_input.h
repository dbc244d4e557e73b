/*
 * Reading from a terminal without waiting.
 *
 * Ctrl-C has the terminal throw away what was typed before it. If that happens between the look
 * that finds something to read and the read itself, an ordinary read waits for the next key, and
 * the signal that came meanwhile goes unseen. A read that does not wait finds nothing and looks
 * again.
 */
#ifndef TERMINAL_INPUT_H
#define TERMINAL_INPUT_H

/*
 * Opens the terminal that `descriptor` is once more, so that reading from it does not wait;
 * programs that share `descriptor` are left alone. Returns -1 where it is no terminal or cannot be
 * opened.
 */
int terminal_input_open(int descriptor);

#endif
