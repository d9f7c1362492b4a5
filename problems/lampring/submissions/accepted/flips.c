#include <stdio.h>

static char state[{{n_max}} + 2];

int main(void) {
    int n, t, change = 0, most = 0, lit = 0, first = 0, place = 0;
    if (scanf("%d %d %3001s", &n, &t, state) != 3) return 1;
    for (int i = 0; i < n; i++) lit += state[i] - '0';
    for (int turn = 1; turn <= t; turn++) {
        int now = state[place] ^= 1;
        change += now == '1' ? 1 : -1;
        place += now == '1' ? {{on_step}} : {{off_step}};
        while (place >= n) place -= n;
        if (change > most) most = change, first = turn;
    }
    printf("%d %d %d\n", lit + most, first, place + 1);
    return 0;
}
