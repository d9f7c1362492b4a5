/* How much a run has written below its directory. Whatever is there was made by a program, so nothing is followed. */
#include "measure.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#define ENTRIES_MAX 20000
#define DEEPEST 16
/* An entry costs room even if it is empty. */
#define ENTRY_BYTES 512

static uint64_t walk(int fd, int depth, int *entries) {
  uint64_t total = 0;
  DIR *folder = fdopendir(fd);
  if (!folder) return close(fd), 0;
  for (struct dirent *entry = readdir(folder); entry && *entries < ENTRIES_MAX; entry = readdir(folder)) {
    struct stat info;
    const char *name = entry->d_name;
    if (name[0] == '.' && (!name[1] || (name[1] == '.' && !name[2]))) continue;
    if (fstatat(dirfd(folder), name, &info, AT_SYMLINK_NOFOLLOW)) continue;
    ++*entries;
    total += (uint64_t)info.st_blocks * 512 + ENTRY_BYTES;
    if (!S_ISDIR(info.st_mode) || depth == DEEPEST) continue;
    int inner = openat(dirfd(folder), name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (inner >= 0) total += walk(inner, depth + 1, entries);
  }
  closedir(folder);
  return total;
}

uint64_t disk_bytes(const char *directory) {
  int entries = 0;
  int fd = open(directory, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  return fd < 0 ? 0 : walk(fd, 0, &entries);
}
