#define _GNU_SOURCE
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>
#define TRY(nr, ...) do { if (syscall(nr, ##__VA_ARGS__) >= 0) printf("BREACH system call %d\n", (int)(nr)); } while (0)
int main(void) { /* with arguments that would work if the call were allowed at all */
    char zero[512] = {0};
    TRY(SYS_bpf, 0, zero, 72);
    unsigned perf[32] = {0, 128};
    perf[0] = 1; perf[1] = 128;
    TRY(SYS_perf_event_open, perf, 0, -1, -1, 0);
    TRY(SYS_io_uring_setup, 4, zero);
    TRY(SYS_userfaultfd, 1);
    TRY(SYS_userfaultfd, 0);
    TRY(SYS_sethostname, "owned", 5);
    TRY(SYS_setdomainname, "owned", 5);
    TRY(SYS_init_module, zero, 0, "");
    TRY(SYS_finit_module, 0, "", 0);
    TRY(SYS_delete_module, "none", 0);
    TRY(SYS_kexec_load, 0, 0, 0, 0);
    TRY(SYS_acct, 0);
    TRY(SYS_iopl, 3);
    TRY(SYS_ioperm, 0x80, 1, 1);
    TRY(SYS_syslog, 3, zero, 512);
    TRY(SYS_quotactl, 0x800007 << 8, "/dev/vda", 0, zero);
    TRY(SYS_vhangup);
    TRY(SYS_name_to_handle_at, -100, "/", zero, zero, 0);
    TRY(SYS_lookup_dcookie, 1L, zero, 512L);
    TRY(SYS_memfd_secret, 0);
    TRY(SYS_clock_settime, 0, zero);
    TRY(SYS_settimeofday, zero, 0);
    TRY(SYS_process_madvise, -1, zero, 1, 0, 0);
    puts("done");
}
