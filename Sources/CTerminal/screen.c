#define _XOPEN_SOURCE 700
#define _DEFAULT_SOURCE
#ifdef __APPLE__
#define _DARWIN_C_SOURCE
#endif

#include "screen.h"

#include <sys/ioctl.h>
#include <wchar.h>

int screen_columns(int descriptor) {
  struct winsize size = {0};
  return ioctl(descriptor, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

int screen_scalar_columns(uint32_t scalar) { return wcwidth((wchar_t)scalar); }
