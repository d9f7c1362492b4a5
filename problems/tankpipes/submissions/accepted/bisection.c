#include <stdio.h>
#include <stdlib.h>

typedef struct { long long time, change; } Change;

static Change changes[2 * {{n_max}}];
static int count;

static int earlier(const void *x, const void *y) {
    long long a = ((const Change *)x)->time, b = ((const Change *)y)->time;
    return (a > b) - (a < b);
}

static long double litres_until(long double end) {
    long double litres = 0, now = 0;
    long long rate = 0;
    for (int i = 0; i < count && now < end; i++) {
        long double time = changes[i].time < end ? changes[i].time : end;
        litres += (rate < {{cap}} ? rate : {{cap}}) * (time - now);
        now = time;
        rate += changes[i].change;
    }
    return litres;
}

int main(void) {
    int n;
    long long v, s, e, r, last = 0;
    if (scanf("%d %lld", &n, &v) != 2) return 1;
    for (int i = 0; i < n; i++) {
        if (scanf("%lld %lld %lld", &s, &e, &r) != 3) return 1;
        changes[count++] = (Change){s, r};
        changes[count++] = (Change){e, -r};
        if (e > last) last = e;
    }
    qsort(changes, count, sizeof changes[0], earlier);
    if (litres_until(last) < v) {
        puts("-1");
        return 0;
    }
    long double low = 0, high = last;
    for (int i = 0; i < 100; i++) {
        long double middle = (low + high) / 2;
        if (litres_until(middle) >= v) high = middle;
        else low = middle;
    }
    printf("%.9Lf\n", high);
    return 0;
}
