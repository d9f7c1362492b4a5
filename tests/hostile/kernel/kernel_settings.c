#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
int main(void) { /* writes what is there already, or what would be refused as a value only after the right to write was had */
    const char *const files[] = {
        "/proc/sys/kernel/core_pattern", "/proc/sys/kernel/hostname", "/proc/sys/kernel/pid_max", "/proc/sys/vm/drop_caches",
        "/proc/sys/vm/overcommit_memory", "/proc/sys/fs/suid_dumpable", "/proc/sys/net/ipv4/ip_forward", "/proc/sysrq-trigger",
        "/proc/1/oom_score_adj", "/proc/1/mem", "/proc/acpi/wakeup", "/proc/irq/default_smp_affinity",
        "/sys/kernel/mm/transparent_hugepage/enabled", "/sys/power/state", "/sys/fs/cgroup/cgroup.procs",
        "/sys/fs/cgroup/memory.max", "/sys/kernel/debug/tracing/trace_marker", "/sys/kernel/tracing/trace_marker",
        "/sys/module/kernel/parameters/panic", "/dev/kmsg", "/dev/mem", "/dev/port", "/dev/vda", "/dev/sda", "/dev/loop-control",
        "/dev/mapper/control", "/dev/userfaultfd", "/dev/cpu/0/msr", "/dev/cpu_dma_latency", "/dev/snapshot", "/dev/uinput"};
    for (unsigned i = 0; i < sizeof files / sizeof *files; i++)
        if (open(files[i], O_WRONLY) >= 0) printf("BREACH opened %s to write\n", files[i]);
    int fd = open("/proc/self/oom_score_adj", O_WRONLY);
    if (fd >= 0 && write(fd, "-1000", 5) == 5) puts("BREACH out of reach of the kernel's last resort");
    fd = open("/proc/self/uid_map", O_WRONLY);
    if (fd >= 0 && write(fd, "0 0 1", 5) == 5) puts("BREACH mapped itself to root");
    puts("done");
}
