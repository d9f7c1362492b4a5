#include <stdio.h>
#include <string.h>

#define STATES ({{n_max}} * {{legs}} + {{legs}})

static int head[{{n_max}} + 1], to[2 * {{m_max}} + 2], after[2 * {{m_max}} + 2], edges = 1;
static long long cost[2 * {{m_max}} + 2], best[STATES];
static char done[STATES];

static void add(int u, int v, long long w) {
    to[edges] = v;
    cost[edges] = w;
    after[edges] = head[u];
    head[u] = edges++;
}

int main(void) {
    int n, m;
    if (scanf("%d %d", &n, &m) != 2) return 1;
    for (int i = 0; i < m; i++) {
        int u, v;
        long long w;
        if (scanf("%d %d %lld", &u, &v, &w) != 3) return 1;
        add(u, v, w);
        add(v, u, w);
    }
    /* state = place * legs + rides modulo legs; a rest is paid when the next ride begins */
    memset(best, -1, sizeof best);
    best[1 * {{legs}}] = 0;
    for (;;) {
        int state = -1;
        for (int i = 0; i < STATES; i++)
            if (best[i] >= 0 && !done[i] && (state < 0 || best[i] < best[state])) state = i;
        if (state < 0) break;
        if (state / {{legs}} == n) {
            printf("%lld\n", best[state]);
            return 0;
        }
        done[state] = 1;
        int rides = state % {{legs}};
        long long ready = best[state] + (rides == 0 && best[state] > 0 ? {{rest}} : 0);
        for (int e = head[state / {{legs}}]; e; e = after[e]) {
            int next = to[e] * {{legs}} + (rides + 1) % {{legs}};
            if (best[next] < 0 || ready + cost[e] < best[next]) best[next] = ready + cost[e];
        }
    }
    printf("-1\n");
    return 0;
}
