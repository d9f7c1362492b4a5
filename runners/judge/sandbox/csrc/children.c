/* Who lives below us, from /proc. */
#include "supervisor.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static int parse_pids(const char *text, pid_t *found, int room) {
  int count = 0;
  char *end;
  for (long pid = strtol(text, &end, 10); end != text && count < room; pid = strtol(text, &end, 10)) {
    found[count++] = (pid_t)pid;
    text = end;
  }
  return count;
}

static int read_children(const char *path, pid_t *found, int room) {
  char text[4096];
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return -1;
  ssize_t length = read(fd, text, sizeof text - 1);
  close(fd);
  if (length < 0) return -1;
  text[length] = 0;
  return parse_pids(text, found, room);
}

int own_children(pid_t *found, int room) {
  return read_children("/proc/thread-self/children", found, room);
}

int children_of(pid_t pid, pid_t *found, int room) {
  char path[64];
  snprintf(path, sizeof path, "/proc/%d/task", pid);
  DIR *threads = opendir(path);
  if (!threads) return 0;
  int count = 0;
  for (struct dirent *entry = readdir(threads); entry && count < room; entry = readdir(threads)) {
    if (entry->d_name[0] == '.') continue;
    snprintf(path, sizeof path, "/proc/%d/task/%.12s/children", pid, entry->d_name);
    int more = read_children(path, found + count, room - count);
    if (more > 0) count += more;
  }
  closedir(threads);
  return count;
}

/* The fork server and the launcher outlive runs and are no part of them. */
bool is_lasting(const struct slot *slot, pid_t pid) {
  return pid == slot->server || pid == slot->launcher;
}
