/* What the engine and a supervisor say to each other. wire.py is the other side of this file. */
#ifndef ALPACO_PROTOCOL_H
#define ALPACO_PROTOCOL_H

#include <stdint.h>

#define PROTOCOL_VERSION 1
#define MESSAGE_MAX (160 * 1024)
#define FILTERS_MAX 16
#define DETAIL_MAX 96

enum { CONTROL_FD = 3, CHANNEL_FD = 3 };

enum operation { OP_HELLO = 1, OP_FILTER, OP_RUN, OP_KILL, OP_SERVER };

enum status {
  STATUS_EXITED, STATUS_SIGNALLED, STATUS_CPU, STATUS_WALL, STATUS_MEMORY, STATUS_OUTPUT, STATUS_TAMPERED, STATUS_FAILED
};

enum { FLAG_FORK_SERVER = 1, FLAG_WRITES_PROGRAM = 2, FLAG_WRITES = 4 };

/* Places in the table of filters that the supervisor itself knows. */
enum { FILTER_NATIVE = 0, FILTER_LAUNCHER = 11 };

/* Descriptors that come with it: the two capture files, then the landlock ruleset if there is one. */
struct hello {
  uint32_t operation, version;
  uint32_t slot_uid, slot_gid, server_uid, guard_uid;
  uint32_t has_landlock, one_uid;
};

/* A filter compares with this where it means the number of the process that it is installed in. */
#define OWN_PID 0x7A1FA0D5U

/* Followed by `count` struct sock_filter. */
struct filter_message {
  uint32_t operation, index, count, reserved;
};

/* Followed by the working directory, the program's name in the sandbox, `argc` arguments and `envc` variables, each ended by a NUL.
 * Descriptors: stdin; for raw runs stdin and stdout. */
struct run_request {
  uint32_t operation, flags, filter, gid;
  uint64_t cpu_ns, wall_ns, memory_bytes, output_bytes, error_bytes, file_bytes, stack_bytes;
  uint32_t processes, open_files, argc, envc;
};

/* What the fork server needs to know of a run. Followed by the working directory, `argc` arguments and the variables
 * that differ from the server's own. */
struct server_request {
  uint32_t gid, uid, argc, reserved;
  uint64_t cpu_s, file_bytes, stack_bytes, processes, open_files;
};

struct reply {
  uint32_t status;
  int32_t exit_code, signal;
  uint32_t surprise;
  uint64_t cpu_ns, wall_ns, memory_bytes, output_bytes, error_bytes, ended_ns;
  char detail[DETAIL_MAX];
};

#endif
