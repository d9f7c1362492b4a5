#include <stdio.h>

static int at[{{x_i_max}} + 1];

int main(void) {
    int n, x;
    if (scanf("%d", &n) != 1) return 1;
    for (int i = 0; i < n; i++) {
        if (scanf("%d", &x) != 1) return 1;
        at[x]++;
    }
    int clumps = 0, size = 0, start = 0, best = 0, best_start = 0, last = -{{gap}} - 1;
    for (x = 0; x <= {{x_i_max}}; x++) {
        if (!at[x]) continue;
        if (x - last > {{gap}}) clumps++, size = 0, start = x;
        size += at[x];
        last = x;
        if (size > best) best = size, best_start = start;
    }
    printf("%d %d %d\n", clumps, best, best_start);
    return 0;
}
