#include "measure.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define PROCESSES_MAX 1024
#define PAGE 4096ULL
/* A page table costs at most one part in 512 of the space that it maps. */
#define SPACE_PER_TABLE 512

struct look {
  uint64_t resident_bytes, space_bytes, cpu_ns, waited_cpu_ns;
};

uint64_t usage_cpu_ns(const struct rusage *usage) {
  uint64_t seconds = (uint64_t)(usage->ru_utime.tv_sec + usage->ru_stime.tv_sec);
  return seconds * 1000000000 + (uint64_t)(usage->ru_utime.tv_usec + usage->ru_stime.tv_usec) * 1000;
}

static bool read_proc(pid_t pid, const char *name, char *text, size_t room) {
  char path[48];
  snprintf(path, sizeof path, "/proc/%d/%s", pid, name);
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return false;
  ssize_t length = read(fd, text, room - 1);
  close(fd);
  if (length <= 0) return false;
  text[length] = 0;
  return true;
}

static uint64_t number_after(const char *text, const char *label) {
  const char *found = strstr(text, label);
  return found ? strtoull(found + strlen(label), NULL, 10) * 1024 : 0;
}

static uint64_t page_table_bytes(pid_t pid) {
  char text[4096];
  return read_proc(pid, "status", text, sizeof text) ? number_after(text, "VmPTE:") : 0;
}

static uint64_t cpu_clock_ns(pid_t pid) {
  struct timespec used;
  clockid_t clock = (clockid_t)((~(unsigned)pid << 3) | 2); /* as clock_getcpuclockid makes it */
  if (clock_gettime(clock, &used)) return 0;
  return (uint64_t)used.tv_sec * 1000000000 + (uint64_t)used.tv_nsec;
}

/* Fields of /proc/PID/stat counted from the state, which follows the last parenthesis (a name may hold others). */
enum { FIELD_WAITED_USER = 13, FIELD_WAITED_SYSTEM = 14, FIELD_SPACE = 20, FIELD_RESIDENT = 21 };

static bool look_at(pid_t pid, struct look *look) {
  char text[1024];
  uint64_t fields[FIELD_RESIDENT + 1] = {0};
  if (!read_proc(pid, "stat", text, sizeof text)) return false;
  char *cursor = strrchr(text, ')');
  if (!cursor || cursor[1] != ' ') return false;
  cursor += 3;
  for (int i = 1; i <= FIELD_RESIDENT; i++) fields[i] = strtoull(cursor, &cursor, 10);
  uint64_t tick_ns = 1000000000ULL / (uint64_t)sysconf(_SC_CLK_TCK);
  look->resident_bytes = fields[FIELD_RESIDENT] * PAGE;
  look->space_bytes = fields[FIELD_SPACE];
  look->waited_cpu_ns = (fields[FIELD_WAITED_USER] + fields[FIELD_WAITED_SYSTEM]) * tick_ns;
  look->cpu_ns = cpu_clock_ns(pid);
  return true;
}

static struct seen *find_seen(struct measure *measure, pid_t pid) {
  for (int i = 0; i < measure->seen_count; i++)
    if (measure->seen[i].pid == pid) return &measure->seen[i];
  return NULL;
}

/* Room for one more: a process that this look has not met has gone, and only its time is kept. */
static struct seen *new_seen(struct measure *measure, pid_t pid) {
  struct seen *seen = NULL;
  for (int i = 0; i < measure->seen_count && !seen && measure->seen_count == SEEN_MAX; i++)
    if (!measure->seen[i].alive) seen = &measure->seen[i];
  if (seen) measure->gone_cpu_ns += seen->cpu_ns;
  else if (measure->seen_count < SEEN_MAX) seen = &measure->seen[measure->seen_count++];
  if (seen) *seen = (struct seen){.pid = pid};
  return seen;
}

static void remember(struct measure *measure, pid_t pid, uint64_t cpu_ns) {
  struct seen *seen = find_seen(measure, pid);
  if (!seen) seen = new_seen(measure, pid);
  if (!seen) return;
  if (cpu_ns < seen->cpu_ns) measure->gone_cpu_ns += seen->cpu_ns; /* the number went to a new process */
  seen->cpu_ns = cpu_ns;
  seen->alive = true;
}

static void forget_who_is_alive(struct measure *measure) {
  for (int i = 0; i < measure->seen_count; i++) measure->seen[i].alive = false;
}

static uint64_t seen_total(const struct measure *measure) {
  uint64_t total = measure->gone_cpu_ns;
  for (int i = 0; i < measure->seen_count; i++) total += measure->seen[i].cpu_ns;
  return total;
}

/* Everything below us, breadth first. */
static int list_tree(const struct slot *slot, pid_t *found) {
  int count = own_children(found, PROCESSES_MAX);
  int kept = 0;
  for (int i = 0; i < count; i++)
    if (!is_lasting(slot, found[i])) found[kept++] = found[i];
  for (int next = 0; next < kept; next++) kept += children_of(found[next], found + kept, PROCESSES_MAX - kept);
  return kept;
}

/* Pages that several processes share are counted once here; it costs a walk of their page tables. */
static uint64_t proportional_bytes(const pid_t *pids, int count) {
  uint64_t total = 0;
  char text[2048];
  for (int i = 0; i < count; i++)
    if (read_proc(pids[i], "smaps_rollup", text, sizeof text)) total += number_after(text, "\nPss:");
  return total;
}

static uint64_t table_bytes(const pid_t *pids, int count) {
  uint64_t total = 0;
  for (int i = 0; i < count; i++) total += page_table_bytes(pids[i]);
  return total;
}

void measure_take(struct measure *measure, const struct slot *slot, uint64_t limit_bytes) {
  pid_t pids[PROCESSES_MAX];
  uint64_t resident = 0, space = 0;
  int count = list_tree(slot, pids);
  measure->live_cpu_ns = 0;
  forget_who_is_alive(measure);
  for (int i = 0; i < count; i++) {
    struct look look;
    if (!look_at(pids[i], &look)) continue;
    resident += look.resident_bytes;
    space += look.space_bytes;
    measure->live_cpu_ns += look.cpu_ns + look.waited_cpu_ns;
    remember(measure, pids[i], look.cpu_ns);
  }
  measure->seen_cpu_ns = seen_total(measure);
  if (resident > limit_bytes && count > 1) {
    uint64_t counted_once = proportional_bytes(pids, count);
    if (counted_once && counted_once < resident) resident = counted_once;
  }
  if (space / SPACE_PER_TABLE > limit_bytes / 16) resident += table_bytes(pids, count);
  if (resident > measure->peak_bytes) measure->peak_bytes = resident;
}
