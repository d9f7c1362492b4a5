#include <pthread.h>
#include <stdio.h>
#include <unistd.h>
static void *idle(void *_) { sleep(6); return 0; }
int main(void) {
    pthread_attr_t attr;
    pthread_attr_init(&attr);
    pthread_attr_setstacksize(&attr, 16384);
    int made = 0;
    pthread_t t;
    while (made < 1500 && pthread_create(&t, &attr, idle, 0) == 0) made++;
    printf("%d threads\n", made);
    if (made >= 1000) puts("BREACH a thousand threads");
    fflush(stdout);
    _exit(0);
}
