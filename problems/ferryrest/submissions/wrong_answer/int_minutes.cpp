#include <functional>
#include <iostream>
#include <queue>
#include <tuple>
#include <vector>
using namespace std;

int main() {
    const int LEGS = {{legs}};
    const int REST = {{rest}}, FAR = 2000000000;
    int n, m;
    cin >> n >> m;
    vector<vector<pair<int, int>>> lines(n + 1);
    for (int i = 0; i < m; i++) {
        int u, v;
        int w;
        cin >> u >> v >> w;
        lines[u].push_back({v, w});
        lines[v].push_back({u, w});
    }
    vector<vector<int>> best(n + 1, vector<int>(LEGS, FAR));
    priority_queue<tuple<int, int, int>, vector<tuple<int, int, int>>, greater<>> queue;
    best[1][0] = 0;
    queue.push({0, 1, 0});
    int answer = FAR;
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
            int at = time + w + (then == 0 ? REST : 0);
            if (at < best[next][then]) {
                best[next][then] = at;
                queue.push({at, next, then});
            }
        }
    }
    cout << (answer == FAR ? -1 : answer) << "\n";
}
