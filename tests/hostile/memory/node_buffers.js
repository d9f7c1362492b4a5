const kept = [];
for (let i = 0; i < 150; i++) kept.push(Buffer.alloc(8 << 20, 1));
console.log("BREACH " + kept.length * 8 + " MiB outside of the heap");
