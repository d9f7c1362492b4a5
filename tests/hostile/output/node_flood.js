const line = "x".repeat(65536);
let left = 16000;
const flood = () => { while (left-- > 0) if (!process.stdout.write(line)) return process.stdout.once("drain", flood); };
flood();
