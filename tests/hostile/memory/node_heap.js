const kept = [];
for (let i = 0; i < 8000000; i++) kept.push({ i, s: "x" + i, a: [i] });
console.log("BREACH", kept.length);
