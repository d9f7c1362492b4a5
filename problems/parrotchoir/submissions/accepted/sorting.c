#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char songs[{{n_max}}][{{w_i_max}} + 2];

static int compare(const void *x, const void *y) { return strcmp(x, y); }

static void lower(char *song) {
    char best[{{w_i_max}} + 2];
    strcpy(best, song);
    for (int lift = 0; lift < 26; lift++) {
        for (char *c = song; *c; c++) *c = 'a' + (*c - 'a' + {{k}}) % 26;
        if (strcmp(song, best) < 0) strcpy(best, song);
    }
    strcpy(song, best);
}

int main(void) {
    int n;
    if (scanf("%d", &n) != 1) return 1;
    for (int i = 0; i < n; i++) {
        if (scanf("%11s", songs[i]) != 1) return 1;
        lower(songs[i]);
    }
    qsort(songs, n, sizeof songs[0], compare);
    long long duets = 0, run = 0;
    for (int i = 1; i < n; i++) {
        run = strcmp(songs[i], songs[i - 1]) ? 0 : run + 1;
        duets += run;
    }
    printf("%lld\n", duets);
    return 0;
}
