// Everything that Node can do to whoever started it.
const fs = require("fs");
const parents = [process.ppid, 1];
for (const pid of parents) {
  for (const signal of ["SIGKILL", "SIGSTOP", "SIGUSR1"]) {
    try { process.kill(pid, signal); if (pid !== 1) console.log("BREACH signalled", pid); } catch (e) { /* refused */ }
  }
  for (const name of ["environ", "mem", "maps"]) {
    try { const text = fs.readFileSync(`/proc/${pid}/${name}`); if (text.length) console.log("BREACH read", pid, name); } catch (e) { /* refused */ }
  }
}
for (const change of [() => process.setuid(0), () => process.setgid(0), () => process.setgroups([0]), () => process.initgroups("root", 0)]) {
  try { change(); if (process.getuid() === 0) console.log("BREACH became root"); } catch (e) { /* refused */ }
}
try { require("inspector").open(0, "127.0.0.1"); if (require("inspector").url()) console.log("BREACH listens"); } catch (e) { /* refused */ }
try { require("os").setPriority(process.ppid, 19); console.log("BREACH slowed the parent"); } catch (e) { /* refused */ }
console.log("done");
process.exit(0);
