#include "line_editor.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "internal.h"
#include "signal_flags.h"
#include "terminal_input.h"

struct line_editor {
  EditLine *libedit;
  FILE *output;
  char *left_prompt;
  char *right_prompt;
  void *context;
  line_editor_handler handler;
  /* The terminal opened once more, so that reading does not wait; or standard input itself. */
  int input;
  /* A byte read ahead while decoding, or -1. */
  int pending_byte;
  /* Whether no key was waited for yet in this read. */
  bool is_beginning;
};

static line_editor *owner_of(EditLine *libedit) {
  void *data = NULL;
  el_get(libedit, EL_CLIENTDATA, &data);
  return data;
}

/* Prompts. */

static char *left_prompt(EditLine *libedit) { return owner_of(libedit)->left_prompt; }
static char *right_prompt(EditLine *libedit) { return owner_of(libedit)->right_prompt; }

bool line_editor_set_prompts(line_editor *editor, const char *left, const char *right) {
  char *left_copy = strdup(left);
  char *right_copy = strdup(right);
  if (left_copy == NULL || right_copy == NULL) {
    free(left_copy);
    free(right_copy);
    return false;
  }
  free(editor->left_prompt);
  free(editor->right_prompt);
  editor->left_prompt = left_copy;
  editor->right_prompt = right_copy;
  return true;
}

/* Events: one function for each, because libedit passes a function nothing but the editor. */

static enum line_editor_reply tell(line_editor *editor, enum line_editor_event event) {
  if (editor->handler == NULL) return line_editor_reply_nothing;
  return editor->handler(editor->context, event);
}

static unsigned char code_of(enum line_editor_reply reply) {
  switch (reply) {
    case line_editor_reply_nothing:
    case line_editor_reply_more: return CC_NORM;
    case line_editor_reply_refresh: return CC_REFRESH;
    case line_editor_reply_refresh_and_beep: return CC_REFRESH_BEEP;
  }
  return CC_NORM;
}

static unsigned char on_complete(EditLine *libedit, int key) {
  (void)key;
  return code_of(tell(owner_of(libedit), line_editor_event_complete));
}

static unsigned char on_paste(EditLine *libedit, int key) {
  (void)key;
  return code_of(tell(owner_of(libedit), line_editor_event_paste_begins));
}

static unsigned char on_newline(EditLine *libedit, int key) {
  (void)key;
  return code_of(tell(owner_of(libedit), line_editor_event_newline));
}

static unsigned char on_draft(EditLine *libedit, int key) {
  (void)key;
  return code_of(tell(owner_of(libedit), line_editor_event_draft));
}

static const char *const complete_command = "owner-complete";
static const char *const paste_command = "owner-paste";
static const char *const newline_command = "owner-newline";
static const char *const draft_command = "owner-draft";

void line_editor_bind(line_editor *editor, const char *keys, const char *command) {
  el_set(editor->libedit, EL_BIND, keys, command, NULL);
}

void line_editor_bind_event(line_editor *editor, const char *keys, enum line_editor_event event) {
  switch (event) {
    case line_editor_event_complete: line_editor_bind(editor, keys, complete_command); break;
    case line_editor_event_paste_begins: line_editor_bind(editor, keys, paste_command); break;
    case line_editor_event_newline: line_editor_bind(editor, keys, newline_command); break;
    case line_editor_event_draft: line_editor_bind(editor, keys, draft_command); break;
    case line_editor_event_begins:
    case line_editor_event_idle:
    case line_editor_event_resized:
    case line_editor_event_resumed: break;
  }
}

/* Reading characters. */

enum { replacement_character = 0xFFFD };

/* One byte of input, or 0 at its end and -1 with errno EINTR when reading has to stop. */
static int next_byte(line_editor *editor, unsigned char *byte) {
  if (editor->pending_byte >= 0) {
    *byte = (unsigned char)editor->pending_byte;
    editor->pending_byte = -1;
    return 1;
  }
  if (editor->is_beginning) {
    editor->is_beginning = false;
    tell(editor, line_editor_event_begins);
  }
  for (;;) {
    if (signal_flag_is_raised(SIGINT) || signal_flag_is_raised(SIGTERM) ||
        signal_flag_is_raised(SIGHUP)) {
      errno = EINTR;
      return -1;
    }
    if (signal_flag_is_raised(SIGCONT)) {
      signal_flag_lower(SIGCONT);
      signal_flag_lower(SIGWINCH);
      tell(editor, line_editor_event_resumed);
    }
    if (signal_flag_is_raised(SIGWINCH)) {
      signal_flag_lower(SIGWINCH);
      tell(editor, line_editor_event_resized);
    }
    if (!signal_flags_is_readable(STDIN_FILENO) &&
        tell(editor, line_editor_event_idle) == line_editor_reply_more) {
      continue;
    }
    switch (signal_flags_wait(STDIN_FILENO)) {
      case signal_flags_wait_failed: return -1;
      case signal_flags_wait_signalled: continue;
      case signal_flags_wait_readable: break;
    }
    const ssize_t count = read(editor->input, byte, 1);
    if (count >= 0) return (int)count;
    if (errno != EINTR && errno != EAGAIN) return -1;
  }
}

/*
 * One character of UTF-8 input for libedit. Its own reader could miss a signal that comes just
 * before it blocks, and gives up on bytes that are no text; here they become U+FFFD.
 */
static int next_character(EditLine *libedit, wchar_t *character) {
  line_editor *editor = owner_of(libedit);
  unsigned char byte = 0;
  int status = next_byte(editor, &byte);
  if (status != 1) return status;

  int missing = 0;
  uint32_t scalar = byte;
  uint32_t least = 0;
  if (byte >= 0xF0 && byte <= 0xF4) {
    missing = 3, scalar = byte & 0x07, least = 0x10000;
  } else if (byte >= 0xE0 && byte < 0xF0) {
    missing = 2, scalar = byte & 0x0F, least = 0x800;
  } else if (byte >= 0xC2 && byte < 0xE0) {
    missing = 1, scalar = byte & 0x1F, least = 0x80;
  } else if (byte >= 0x80) {
    scalar = replacement_character;
  }
  while (missing > 0) {
    status = next_byte(editor, &byte);
    if (status != 1) return status;
    if ((byte & 0xC0) != 0x80) {
      editor->pending_byte = byte;
      *character = replacement_character;
      return 1;
    }
    scalar = scalar << 6 | (byte & 0x3F);
    missing--;
  }
  if (scalar < least || scalar > 0x10FFFF || (scalar >= 0xD800 && scalar <= 0xDFFF)) {
    scalar = replacement_character;
  }
  *character = (wchar_t)scalar;
  return 1;
}

bool line_editor_next_character(line_editor *editor, uint32_t *scalar) {
  wchar_t character = 0;
  if (el_wgetc(editor->libedit, &character) != 1) return false;
  *scalar = (uint32_t)character;
  return true;
}

/* Life. */

line_editor *line_editor_open(const char *program, int output) {
  line_editor *editor = calloc(1, sizeof *editor);
  if (editor == NULL) return NULL;
  editor->pending_byte = -1;
  const int input = terminal_input_open(STDIN_FILENO);
  editor->input = input < 0 ? STDIN_FILENO : input;
  const int descriptor = dup(output);
  editor->output = descriptor < 0 ? NULL : fdopen(descriptor, "w");
  if (editor->output == NULL) {
    if (descriptor >= 0) close(descriptor);
    if (input >= 0) close(input);
    free(editor);
    return NULL;
  }
  editor->libedit = el_init(program, stdin, editor->output, editor->output);
  if (editor->libedit == NULL || !line_editor_set_prompts(editor, "", "")) {
    line_editor_close(editor);
    errno = ENOMEM;
    return NULL;
  }
  EditLine *libedit = editor->libedit;
  el_set(libedit, EL_CLIENTDATA, editor);
  /* Choosing the keys wipes earlier bindings, so it comes first. */
  el_set(libedit, EL_EDITOR, "emacs");
  /* libedit's own handlers send the signal to the whole process group. */
  el_set(libedit, EL_SIGNAL, 0);
  el_set(libedit, EL_PROMPT_ESC, left_prompt, LINE_EDITOR_LITERAL_MARK);
  el_set(libedit, EL_RPROMPT_ESC, right_prompt, LINE_EDITOR_LITERAL_MARK);
  /* The wide call: the narrow one would make old versions read bytes. */
  el_wset(libedit, EL_GETCFN, next_character);
  el_set(libedit, EL_ADDFN, complete_command, "complete the word", on_complete);
  el_set(libedit, EL_ADDFN, paste_command, "take a paste as it is", on_paste);
  el_set(libedit, EL_ADDFN, newline_command, "insert a newline", on_newline);
  el_set(libedit, EL_ADDFN, draft_command, "edit in a program", on_draft);
  return editor;
}

void line_editor_close(line_editor *editor) {
  if (editor == NULL) return;
  if (editor->libedit != NULL) el_end(editor->libedit);
  if (editor->output != NULL) fclose(editor->output);
  if (editor->input != STDIN_FILENO) close(editor->input);
  free(editor->left_prompt);
  free(editor->right_prompt);
  free(editor);
}

void line_editor_set_handler(line_editor *editor, void *context, line_editor_handler handler) {
  editor->context = context;
  editor->handler = handler;
}

void line_editor_set_history(line_editor *editor, line_history *lines) {
  el_set(editor->libedit, EL_HIST, history, lines->list);
}

void line_editor_read_user_bindings(line_editor *editor) { el_source(editor->libedit, NULL); }

const char *line_editor_read(line_editor *editor) {
  int count = 0;
  editor->is_beginning = true;
  /* Left alone, libedit shows the prompt first: keys typed meanwhile are echoed and cut short. */
  el_set(editor->libedit, EL_PREP_TERM, 1);
  const char *line = el_gets(editor->libedit, &count);
  return count > 0 ? line : NULL;
}

void line_editor_reset(line_editor *editor) {
  editor->pending_byte = -1;
  el_reset(editor->libedit);
}

/* Drawing. */

void line_editor_take_size(line_editor *editor) {
  el_resize(editor->libedit);
  line_editor_redraw(editor);
}

void line_editor_redraw(line_editor *editor) { el_set(editor->libedit, EL_REFRESH); }

void line_editor_release_terminal(line_editor *editor) { el_set(editor->libedit, EL_PREP_TERM, 0); }

void line_editor_take_terminal(line_editor *editor) {
  /* Off first: while libedit believes in its mode, turning it on does nothing. */
  el_set(editor->libedit, EL_PREP_TERM, 0);
  el_set(editor->libedit, EL_PREP_TERM, 1);
}

void line_editor_write(line_editor *editor, const char *text) {
  fputs(text, editor->output);
  fflush(editor->output);
}

/* The line. */

const char *line_editor_text(line_editor *editor, size_t *length, size_t *cursor) {
  const LineInfo *line = el_line(editor->libedit);
  *length = (size_t)(line->lastchar - line->buffer);
  *cursor = (size_t)(line->cursor - line->buffer);
  return line->buffer;
}

bool line_editor_insert(line_editor *editor, const char *text) {
  return text[0] == '\0' || el_insertstr(editor->libedit, text) == 0;
}

void line_editor_delete_before_cursor(line_editor *editor, int count) {
  el_deletestr(editor->libedit, count);
}

void line_editor_move_cursor(line_editor *editor, int count) {
#ifdef __APPLE__
  /* No el_cursor there; el_wline hands out the line itself under a const name. */
  LineInfoW *line = (LineInfoW *)el_wline(editor->libedit);
  const long before = line->cursor - line->buffer;
  const long after = line->lastchar - line->cursor;
  if (count < -before) count = (int)-before;
  if (count > after) count = (int)after;
  line->cursor += count;
#else
  el_cursor(editor->libedit, count);
#endif
}
