#include <fcntl.h>
#include <semaphore.h>
#include <stdio.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <mqueue.h>
#include <unistd.h>
int main(void) { /* every kind of memory that has a name */
    char text[16] = "";
    scanf("%15s", text);
    int create = strcmp(text, "first") == 0;
    int flags = create ? IPC_CREAT | 0666 : 0666;
    if (shmget(0x41, 4096, flags) >= 0 && !create) puts("BREACH System V memory");
    if (semget(0x41, 1, flags) >= 0 && !create) puts("BREACH System V semaphore");
    if (msgget(0x41, flags) >= 0 && !create) puts("BREACH System V queue");
    if (shm_open("/alpaco-left", create ? O_CREAT | O_RDWR : O_RDWR, 0666) >= 0 && !create) puts("BREACH POSIX memory");
    if (mq_open("/alpaco-left", create ? O_CREAT | O_RDWR : O_RDWR, 0666, NULL) != (mqd_t)-1 && !create) puts("BREACH POSIX queue");
    if (sem_open("/alpaco-left", create ? O_CREAT : 0, 0666, 1) != SEM_FAILED && !create) puts("BREACH POSIX semaphore");
}
