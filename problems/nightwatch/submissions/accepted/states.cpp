#include <algorithm>
#include <iostream>
#include <vector>
using namespace std;

int main() {
    const int STREAK = {{streak}}, PAUSE = {{pause}};
    const long long NEVER = -(1LL << 60);
    int n;
    cin >> n;
    // work[s]: the best total if the last s nights were a streak; rest[r]: r nights off since then, PAUSE meaning enough.
    vector<long long> work(STREAK + 1, NEVER), rest(PAUSE + 1, NEVER);
    rest[PAUSE] = 0;
    for (int i = 0; i < n; i++) {
        long long a;
        cin >> a;
        vector<long long> new_work(STREAK + 1, NEVER), new_rest(PAUSE + 1, NEVER);
        new_work[1] = rest[PAUSE] + a;
        for (int s = 2; s <= STREAK; s++) new_work[s] = work[s - 1] + a;
        new_rest[PAUSE] = rest[PAUSE];
        for (int s = 1; s <= STREAK; s++) new_rest[1] = max(new_rest[1], work[s]);
        for (int r = 2; r <= PAUSE; r++) new_rest[r] = max(new_rest[r], rest[r - 1]);
        work = new_work;
        rest = new_rest;
    }
    cout << max(*max_element(work.begin(), work.end()), *max_element(rest.begin(), rest.end())) << "\n";
}
