// A process of its own that opens a store and makes the calls that its parent sends.
// Arguments: the URL of the compiled package's index.js, and openStore's options as JSON.
const [index, options] = process.argv.slice(2);
const { openStore } = await import(index);
const store = await openStore(JSON.parse(options));

process.on('message', async ({ id, method, args }) => {
  try {
    process.send({ id, value: await store[method](...args) });
  } catch ({ name, code, message }) {
    process.send({ id, error: { name, code, message } });
  }
});
process.on('disconnect', () => process.exit());
process.send({ id: 0 });
