#include <pthread.h>
#include <time.h>
static void *spin(void *_) { time_t end = time(0) + 12; while (time(0) < end); return 0; }
int main(void) {
    pthread_t t[4];
    for (int i = 0; i < 4; i++) pthread_create(&t[i], 0, spin, 0);
    for (int i = 0; i < 4; i++) pthread_join(t[i], 0);
}
