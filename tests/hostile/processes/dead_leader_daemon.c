#include <pthread.h>
#include <unistd.h>
static void *linger(void *_) { alarm(8); for (;;) pause(); }
int main(void) { /* /proc calls this process a zombie, yet a thread of it lives */
    if (fork() > 0) { usleep(100000); return 0; }
    setsid();
    pthread_t t;
    pthread_create(&t, 0, linger, 0);
    pthread_exit(0);
}
