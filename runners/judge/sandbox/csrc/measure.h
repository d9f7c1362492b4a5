/* What a run uses while it lives, by looking at its processes from time to time. */
#ifndef ALPACO_MEASURE_H
#define ALPACO_MEASURE_H

#include "supervisor.h"

#define SEEN_MAX 256

struct seen {
  pid_t pid;
  bool alive;
  uint64_t cpu_ns;
};

struct measure {
  uint64_t peak_bytes;   /* of the summed resident sets */
  uint64_t live_cpu_ns;  /* of the processes alive now, with the children that they waited for */
  uint64_t seen_cpu_ns;  /* of every process ever seen: counts those that nobody waited for */
  uint64_t gone_cpu_ns;
  int seen_count;
  struct seen seen[SEEN_MAX];
};

uint64_t usage_cpu_ns(const struct rusage *usage);

/* One look at everything below us that belongs to the run. */
void measure_take(struct measure *measure, const struct slot *slot, uint64_t limit_bytes);

/* What lies below a directory, as far as a bounded walk sees it. */
uint64_t disk_bytes(const char *directory);

#endif
