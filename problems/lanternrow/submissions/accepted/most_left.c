#include <stdio.h>

static int left[{{m_max}} + 1], free_at[{{m_max}} + 1], row[{{sum_c_max}}];

int main(void) {
    int m, total = 0;
    if (scanf("%d", &m) != 1) return 1;
    for (int colour = 1; colour <= m; colour++) {
        if (scanf("%d", &left[colour]) != 1) return 1;
        total += left[colour];
    }
    for (int hook = 0; hook < total; hook++) {
        int best = 0;
        for (int colour = 1; colour <= m; colour++)
            if (free_at[colour] <= hook && left[colour] > left[best]) best = colour;
        if (!best) {
            puts("NO");
            return 0;
        }
        row[hook] = best;
        left[best]--;
        free_at[best] = hook + {{apart}};
    }
    puts("YES");
    for (int hook = 0; hook < total; hook++) printf("%d%c", row[hook], hook + 1 < total ? ' ' : '\n');
    return 0;
}
