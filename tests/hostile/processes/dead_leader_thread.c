#include <pthread.h>
#include <time.h>
static void *spin(void *_) { time_t end = time(0) + 12; while (time(0) < end); return 0; }
int main(void) { /* the main thread is a zombie while another one burns on */
    pthread_t t;
    pthread_create(&t, 0, spin, 0);
    pthread_exit(0);
}
