/* The part of the Python fork server that runs for every test, loaded by forkserver/sitecustomize.py.
 *
 * It is in C because after a fork every page that either side touches is copied: what takes a hundred lines of
 * Python touches a hundred pages. Python's own functions are found in the interpreter that loads this. */
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <linux/capability.h>

#include "../protocol.h"

typedef struct _object PyObject;
void PyOS_BeforeFork(void);
void PyOS_AfterFork_Parent(void);
void PyOS_AfterFork_Child(void);
PyObject *PySys_GetObject(const char *name);
int PySys_SetObject(const char *name, PyObject *value);
PyObject *PyImport_AddModule(const char *name);
PyObject *PyModule_GetDict(PyObject *module);
PyObject *PyUnicode_DecodeFSDefault(const char *text);
PyObject *PyList_New(ssize_t size);
PyObject *PyBytes_FromStringAndSize(const char *bytes, ssize_t size);
ssize_t PyList_Size(PyObject *list);
int PyList_Append(PyObject *list, PyObject *item);
int PyList_SetSlice(PyObject *list, ssize_t low, ssize_t high, PyObject *items);
int PyDict_SetItemString(PyObject *dict, const char *key, PyObject *item);
PyObject *PyDict_GetItemString(PyObject *dict, const char *key);
PyObject *PyDict_Keys(PyObject *dict);
int PyDict_DelItem(PyObject *dict, PyObject *key);
PyObject *PyDict_Copy(PyObject *dict);
PyObject *PyList_GetItem(PyObject *list, ssize_t index);
PyObject *PyObject_CallMethod(PyObject *object, const char *name, const char *format, ...);
void PyErr_Clear(void);
ssize_t PyGC_Collect(void);
const char *PyUnicode_AsUTF8(PyObject *text);
int PyDict_SetItem(PyObject *dict, PyObject *key, PyObject *item);
extern char _Py_NoneStruct[];
#define Py_None ((PyObject *)_Py_NoneStruct)
int PyDict_DelItemString(PyObject *dict, const char *key);

struct request {
  struct server_request head;
  char strings[MESSAGE_MAX];
};

static struct request request;
static PyObject *shared_modules; /* their names; a copy of the dictionary keeps them alive */
static int fds[3];
static pid_t *thread_number;

/* glibc keeps the thread's number in its descriptor, where the kernel was told to clear it. A raw clone must have the
 * new number written there too, or raise() and abort() in the child would signal the server. */
static bool find_thread_number(void) {
  if (prctl(PR_GET_TID_ADDRESS, &thread_number)) return false;
  return thread_number && *thread_number == getpid();
}

static bool receive(void) {
  char control[CMSG_SPACE(sizeof fds)] __attribute__((aligned(8)));
  struct iovec part = {.iov_base = &request, .iov_len = sizeof request - 1};
  struct msghdr header = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control};
  ssize_t length;
  do {
    length = recvmsg(CHANNEL_FD, &header, 0);
  } while (length < 0 && errno == EINTR);
  struct cmsghdr *first = length > (ssize_t)sizeof request.head ? CMSG_FIRSTHDR(&header) : NULL;
  if (!first || first->cmsg_len != CMSG_LEN(sizeof fds)) return false;
  memcpy(fds, CMSG_DATA(first), sizeof fds);
  ((char *)&request)[length] = 0;
  return true;
}

static void must(bool done) {
  if (!done) _exit(127); /* a child that is not confined must end here, whatever went wrong */
}

static void limit(int resource, uint64_t value) {
  struct rlimit both = {value, value};
  must(setrlimit(resource, &both) == 0);
}

/* A program's threads get stacks as large as its own, as they would if it had started with this limit. */
static void set_thread_stacks(uint64_t bytes) {
  pthread_attr_t attributes;
  must(pthread_attr_init(&attributes) == 0);
  pthread_attr_setstacksize(&attributes, bytes);
  pthread_setattr_default_np(&attributes);
}

static void drop_power(const struct server_request *head) {
  struct __user_cap_header_struct version = {.version = _LINUX_CAPABILITY_VERSION_3};
  struct __user_cap_data_struct nothing[2] = {{0, 0, 0}, {0, 0, 0}};
  if (head->uid) {
    must(syscall(SYS_setresgid, head->gid, head->gid, head->gid) == 0);
    must(syscall(SYS_setresuid, head->uid, head->uid, head->uid) == 0);
  }
  must(syscall(SYS_capset, &version, nothing) == 0);
  /* The server hides its memory; a program may open /dev/stdin and what else is its own in /proc. */
  must(prctl(PR_SET_DUMPABLE, 1, 0, 0, 0) == 0);
}

static const char *confine(const struct server_request *head) {
  for (int i = 0; i < 3; i++) must(dup2(fds[i], i) == i);
  setsid();
  limit(RLIMIT_CPU, head->cpu_s);
  limit(RLIMIT_FSIZE, head->file_bytes);
  limit(RLIMIT_STACK, head->stack_bytes);
  limit(RLIMIT_NPROC, head->processes);
  limit(RLIMIT_NOFILE, head->open_files);
  set_thread_stacks(head->stack_bytes);
  drop_power(head);
  must(chdir(request.strings) == 0);
  must(syscall(SYS_close_range, CHANNEL_FD, ~0U, 0) == 0);
  return request.strings + strlen(request.strings) + 1;
}

static void replace_list(const char *name, const char *text, uint32_t count) {
  PyObject *list = PySys_GetObject(name), *fresh = PyList_New(0);
  if (!list) return; /* sys.orig_argv came with Python 3.10 */
  for (uint32_t i = 0; i < count; i++, text += strlen(text) + 1) PyList_Append(fresh, PyUnicode_DecodeFSDefault(text));
  PyList_SetSlice(list, 0, PyList_Size(list), fresh);
}

/* The command line is: interpreter, main file, arguments. */
static void set_command_line(const char *strings, uint32_t count) {
  const char *main_file = strings + strlen(strings) + 1;
  replace_list("orig_argv", strings, count);
  replace_list("argv", main_file, count - 1);
}

static PyObject *remaining_variables(const char *strings, uint32_t count) {
  for (; count; count--) strings += strlen(strings) + 1;
  PyObject *variables = PyList_New(0);
  for (; *strings; strings += strlen(strings) + 1)
    PyList_Append(variables, PyBytes_FromStringAndSize(strings, (ssize_t)strlen(strings)));
  return variables;
}

static pid_t fork_for_supervisor(void) {
  unsigned long flags = CLONE_PARENT | CLONE_CHILD_SETTID | CLONE_CHILD_CLEARTID | SIGCHLD;
  PyOS_BeforeFork();
  pid_t pid = (pid_t)syscall(SYS_clone, flags, 0, 0, thread_number, 0);
  if (pid) PyOS_AfterFork_Parent();
  else PyOS_AfterFork_Child();
  return pid;
}

static bool flushed(const char *stream) {
  PyObject *file = PySys_GetObject(stream);
  bool done = file && PyObject_CallMethod(file, "flush", NULL);
  PyErr_Clear();
  return done;
}

/* A program may have put its own streams in place; the interpreter's come back before anything is destroyed. */
static void restore_streams(void) {
  static const char *const names[][2] = {{"stdin", "__stdin__"}, {"stdout", "__stdout__"}, {"stderr", "__stderr__"}};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    PyObject *original = PySys_GetObject(names[i][1]);
    PySys_SetObject(names[i][0], original ? original : Py_None);
  }
}

/* As the interpreter clears a module: names with one underscore first, then all others but the builtins. */
static void clear_names(PyObject *dict) {
  PyObject *names = PyDict_Keys(dict);
  for (int first = 1; first >= 0; first--) {
    for (ssize_t i = 0; i < PyList_Size(names); i++) {
      PyObject *name = PyList_GetItem(names, i);
      const char *text = PyUnicode_AsUTF8(name);
      bool private = text && text[0] == '_' && text[1] != '_';
      if (text && private == first && strcmp(text, "__builtins__")) PyDict_SetItem(dict, name, Py_None);
    }
  }
  PyErr_Clear();
}

/* Destroys what the program itself has made: the names of its main module, then of what else it has imported. */
static void clear_program(PyObject *main_dict, PyObject *modules) {
  for (ssize_t i = 0; i < PyList_Size(shared_modules); i++)
    if (PyDict_DelItem(modules, PyList_GetItem(shared_modules, i))) PyErr_Clear();
  clear_names(main_dict);
  PyGC_Collect();
  PyObject *names = PyDict_Keys(modules);
  for (ssize_t i = PyList_Size(names) - 1; i >= 0; i--) {
    const char *name = PyUnicode_AsUTF8(PyList_GetItem(names, i));
    PyObject *module = name ? PyDict_GetItemString(modules, name) : NULL;
    PyObject *dict = module && strcmp(name, "sys") && strcmp(name, "builtins") ? PyModule_GetDict(module) : NULL;
    if (dict) clear_names(dict);
    PyErr_Clear();
  }
}

/* The interpreter ends by taking itself apart, which copies every page that it shares with the server. Of that only
 * what a program can see is done: its exit handlers have run before this one, which was registered first; then its
 * own objects are destroyed and the standard streams flushed.
 *
 * This holds for a program that came to its end: then, and not after SystemExit, the interpreter has removed
 * __file__ again, and no exception was printed. Any other goes the long way, to the exit code that it has earned. */
void alpaco_end(void) {
  PyObject *main_dict = PyModule_GetDict(PyImport_AddModule("__main__")), *modules = PySys_GetObject("modules");
  if (PyDict_GetItemString(main_dict, "__file__") || PySys_GetObject("last_type")) return;
  if (!modules || !flushed("stdout") || !flushed("stderr")) return;
  restore_streams();
  clear_program(main_dict, modules);
  flushed("stdout"); /* what is wrong with a stream that is destroyed is nobody's exit code */
  flushed("stderr");
  _exit(0);
}

static void remember_modules(void) {
  PyObject *kept = PyDict_Copy(PySys_GetObject("modules"));
  PyDict_DelItemString(kept, "__main__");
  PyDict_DelItemString(kept, "sys");
  PyDict_DelItemString(kept, "builtins");
  shared_modules = PyDict_Keys(kept); /* both are kept for good */
}

/* Serves until the supervisor goes away. Returns only in a child, with the list of its extra variables; in the server
 * itself it returns NULL if it cannot begin. */
PyObject *alpaco_serve(void) {
  char answer[24];
  remember_modules();
  if (!find_thread_number() || prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)) return NULL;
  if (send(CHANNEL_FD, "ready", 5, MSG_NOSIGNAL) != 5) return NULL;
  while (receive()) {
    pid_t pid = fork_for_supervisor();
    if (pid == 0) {
      const char *strings = confine(&request.head);
      set_command_line(strings, request.head.argc);
      return remaining_variables(strings, request.head.argc);
    }
    int length = snprintf(answer, sizeof answer, "%d", pid);
    for (int i = 0; i < 3; i++) close(fds[i]);
    if (send(CHANNEL_FD, answer, (size_t)length, MSG_NOSIGNAL) != length) break;
  }
  _exit(0);
}
