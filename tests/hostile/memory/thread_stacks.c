#include <pthread.h>
#include <string.h>
#include <unistd.h>
static void *fill(void *_) { char big[20 << 20]; memset(big, 1, sizeof big); sleep(3); return big[5] ? 0 : _; }
int main(void) {
    pthread_attr_t attr;
    pthread_attr_init(&attr);
    pthread_attr_setstacksize(&attr, 24 << 20);
    pthread_t t;
    for (int i = 0; i < 40; i++) pthread_create(&t, &attr, fill, 0);
    sleep(1);
}
