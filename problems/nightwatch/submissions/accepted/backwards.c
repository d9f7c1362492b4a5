#include <stdio.h>

static long long best[{{n_max}} + {{streak}} + {{pause}} + 1];
static int a[{{n_max}}];

int main(void) {
    int n;
    if (scanf("%d", &n) != 1) return 1;
    for (int i = 0; i < n; i++)
        if (scanf("%d", &a[i]) != 1) return 1;
    for (int i = n - 1; i >= 0; i--) {
        long long earned = 0;
        best[i] = best[i + 1];
        for (int last = i; last < n && last < i + {{streak}}; last++) {
            earned += a[last];
            if (earned + best[last + 1 + {{pause}}] > best[i]) best[i] = earned + best[last + 1 + {{pause}}];
        }
    }
    printf("%lld\n", best[0]);
    return 0;
}
