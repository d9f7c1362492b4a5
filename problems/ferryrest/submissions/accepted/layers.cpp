#include <functional>
#include <iostream>
#include <queue>
#include <tuple>
#include <vector>
using namespace std;

int main() {
    const int LEGS = {{legs}};
    const long long REST = {{rest}}, FAR = 1LL << 60;
    int n, m;
    cin >> n >> m;
    vector<vector<pair<int, long long>>> lines(n + 1);
    for (int i = 0; i < m; i++) {
        int u, v;
        long long w;
        cin >> u >> v >> w;
        lines[u].push_back({v, w});
        lines[v].push_back({u, w});
    }
    vector<vector<long long>> best(n + 1, vector<long long>(LEGS, FAR));
    priority_queue<tuple<long long, int, int>, vector<tuple<long long, int, int>>, greater<>> queue;
    best[1][0] = 0;
    queue.push({0, 1, 0});
    long long answer = FAR;
    while (!queue.empty()) {
        auto [time, place, rides] = queue.top();
        queue.pop();
        if (time > best[place][rides]) continue;
        for (auto [next, w] : lines[place]) {
            if (next == n) {
                answer = min(answer, time + w);
                continue;
            }
            int then = (rides + 1) % LEGS;
            long long at = time + w + (then == 0 ? REST : 0);
            if (at < best[next][then]) {
                best[next][then] = at;
                queue.push({at, next, then});
            }
        }
    }
    cout << (answer == FAR ? -1 : answer) << "\n";
}
