#include "line_history.h"

#include <histedit.h>
#include <stdlib.h>

#include "internal.h"

line_history *line_history_open(int size) {
  line_history *lines = calloc(1, sizeof *lines);
  if (lines == NULL) return NULL;
  lines->list = history_init();
  if (lines->list == NULL) {
    free(lines);
    return NULL;
  }
  HistEvent event;
  /* Without a size the list stays empty although additions report success. */
  if (history(lines->list, &event, H_SETSIZE, size) < 0 ||
      history(lines->list, &event, H_SETUNIQUE, 1) < 0) {
    line_history_close(lines);
    return NULL;
  }
  return lines;
}

void line_history_close(line_history *lines) {
  if (lines == NULL) return;
  history_end(lines->list);
  free(lines);
}

int line_history_add(line_history *lines, const char *line) {
  HistEvent event;
  return history(lines->list, &event, H_ENTER, line) < 0 ? -1 : 0;
}

int line_history_load(line_history *lines, const char *path) {
  HistEvent event;
  return history(lines->list, &event, H_LOAD, path);
}

int line_history_save(line_history *lines, const char *path) {
  HistEvent event;
  return history(lines->list, &event, H_SAVE, path);
}
