const fs = require("fs");
console.log(process.env, process.report ? process.report.getReport().environmentVariables : "");
for (const pid of ["self", "1", process.ppid]) for (const item of ["environ", "cmdline", "maps"]) {
  try { const text = fs.readFileSync(`/proc/${pid}/${item}`); if (item === "environ") console.log(text.toString()); } catch (e) {}
}
