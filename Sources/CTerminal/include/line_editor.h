/*
 * libedit's line editor with its variadic calls given a fixed form. All text is UTF-8, so LC_CTYPE
 * must be a UTF-8 locale before line_editor_open: in any other, libedit drops bytes and can crash
 * on a prompt. One thread only.
 */
#ifndef LINE_EDITOR_H
#define LINE_EDITOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "line_history.h"

typedef struct line_editor line_editor;

/* What happened at the keyboard or to the terminal that the editor's owner has to answer. */
enum __attribute__((enum_extensibility(closed))) line_editor_event {
  /* A read waits for its first key: the line can be given its first text. */
  line_editor_event_begins,
  /* No key has come: some other work may be done, a little at a time. */
  line_editor_event_idle,
  line_editor_event_complete,
  line_editor_event_paste_begins,
  line_editor_event_newline,
  line_editor_event_draft,
  line_editor_event_resized,
  line_editor_event_resumed,
};

/* What the editor should do after the owner answered. */
enum __attribute__((enum_extensibility(closed))) line_editor_reply {
  line_editor_reply_nothing,
  line_editor_reply_refresh,
  line_editor_reply_refresh_and_beep,
  /* There is more to do while no key comes. */
  line_editor_reply_more,
};

typedef enum line_editor_reply (*line_editor_handler)(void *context, enum line_editor_event event);

/* The character that encloses escape sequences, which take no columns, in a prompt. */
#define LINE_EDITOR_LITERAL_MARK 1

/*
 * An editor with Emacs keys that reads descriptor 0 and draws on `output`, which is duplicated. The
 * handler is called from within line_editor_read only. NULL on failure, with errno set.
 */
line_editor *line_editor_open(const char *program, int output);
void line_editor_close(line_editor *editor);

void line_editor_set_handler(line_editor *editor, void *context, line_editor_handler handler);
void line_editor_set_history(line_editor *editor, line_history *lines);

/* Binds keys, written as in editrc(5), to one of libedit's commands or to one of the events. */
void line_editor_bind(line_editor *editor, const char *keys, const char *command);
void line_editor_bind_event(line_editor *editor, const char *keys, enum line_editor_event event);

/* Reads the user's own bindings, from $EDITRC or ~/.editrc. */
void line_editor_read_user_bindings(line_editor *editor);

/* Sets what the next read shows. Both are copied. Returns false without memory. */
bool line_editor_set_prompts(line_editor *editor, const char *left, const char *right);

/*
 * Reads one line. NULL when there is none: a flag of signal_flags.h is raised, or the input is
 * over. The text ends with its newline and lives until the next call.
 */
const char *line_editor_read(line_editor *editor);

/* Forgets the line and puts the terminal back into its usual mode. */
void line_editor_reset(line_editor *editor);

/* Takes the terminal's new size and draws prompt and line afresh from the cursor's place on. */
void line_editor_take_size(line_editor *editor);

/* Draws prompt and line afresh from the cursor's place on. */
void line_editor_redraw(line_editor *editor);

/* Gives the terminal its usual mode, for another program to run on it in mid-line. */
void line_editor_release_terminal(line_editor *editor);

/* Sets the terminal's mode for editing again, after another program may have changed it. */
void line_editor_take_terminal(line_editor *editor);

/* Writes text to the editor's output, at once and as it is. */
void line_editor_write(line_editor *editor, const char *text);

/* The line being edited; not terminated, valid until the line changes. Sizes in bytes. */
const char *line_editor_text(line_editor *editor, size_t *length, size_t *cursor);

/* Inserts at the cursor. Returns false without memory. */
bool line_editor_insert(line_editor *editor, const char *text);

/* Both count Unicode scalars; moving goes left for negative counts and stops at the line's ends. */
void line_editor_delete_before_cursor(line_editor *editor, int count);
void line_editor_move_cursor(line_editor *editor, int count);

/* Reads the next character typed. Returns false at the end of input or when a flag is raised. */
bool line_editor_next_character(line_editor *editor, uint32_t *scalar);

#endif
