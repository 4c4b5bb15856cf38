import { toHalfFloats } from './half-float.js';
import { ProtobufWriter } from './protobuf-writer.js';

/** Field numbers and enums are those of onnx.proto3, ONNX 1.14 and later. */
const ELEMENT_TYPES = { float32: 1, uint8: 2, int8: 3, int32: 6, int64: 7, float16: 10 } as const;
const ATTRIBUTE_TYPES = { float: 1, int: 2, text: 3, floats: 6, ints: 7 } as const;
/** Opset 17 and IR 8 are read by every ONNX Runtime since 1.12. */
const OPSET_VERSION = 17;
const IR_VERSION = 8;
const PRODUCER = 'toile';
/** Where ONNX Runtime keeps operators of its own. */
const CONTRIBUTED_DOMAIN = 'com.microsoft';

export type OnnxElementType = keyof typeof ELEMENT_TYPES;

/** A size, or the name of a size that is known when the model runs. */
export type OnnxDimension = number | string;

/** An attribute; integers and floats are told apart by `int` and `float`, for 1 is both. */
export type OnnxAttribute =
  | { int: number }
  | { float: number }
  | { text: string }
  | { ints: readonly number[] }
  | { floats: readonly number[] };

/** The target of a Cast to uint8. */
export const UINT8 = { int: ELEMENT_TYPES.uint8 } as const;

/** The name of a value in a graph. */
export type OnnxValue = string & { readonly brand: 'OnnxValue' };

/** Stands for an optional input that is left out. */
export const NO_VALUE = '' as OnnxValue;

export interface GraphOptions {
  /** How float constants are stored. Halves become float32 when a session is made, so a run costs the same. */
  readonly weights?: 'float32' | 'float16';
}

/** Smaller constants stay float32 when weights are stored as halves: gains, biases, filters. */
const MIN_HALF_ELEMENTS = 1024;

/** Builds an ONNX model node by node. Values are written in the order in which they are made. */
export class GraphBuilder {
  readonly #graph = new ProtobufWriter();
  readonly #inputs: ProtobufWriter[] = [];
  readonly #outputs: ProtobufWriter[] = [];
  readonly #initializers: ProtobufWriter[] = [];
  readonly #shared = new Map<string, OnnxValue>();
  readonly #name: string;
  readonly #weights: 'float32' | 'float16';
  #valueCount = 0;
  #hasContributed = false;

  constructor(name: string, { weights = 'float32' }: GraphOptions = {}) {
    this.#name = name;
    this.#weights = weights;
  }

  input(name: string, type: OnnxElementType, shape: readonly OnnxDimension[]): OnnxValue {
    this.#inputs.push(valueInfo(name, type, shape));
    return name as OnnxValue;
  }

  /** Declares that the value named `name` is an output. */
  output(name: string, type: OnnxElementType, shape: readonly OnnxDimension[]): void {
    this.#outputs.push(valueInfo(name, type, shape));
  }

  /** A float constant; large ones are stored as halves where the graph's options say so. */
  floats(values: Float32Array, shape: readonly number[]): OnnxValue {
    if (this.#weights === 'float16' && values.length >= MIN_HALF_ELEMENTS) {
      const halves = this.#constant('float16', shape, toHalfFloats(values));
      return this.node('Cast', [halves], { to: { int: ELEMENT_TYPES.float32 } });
    }
    return this.#constant('float32', shape, values);
  }

  /** A float constant of shape []. Equal ones are one. */
  scalar(value: number): OnnxValue {
    return this.#once(`f${value}`, () => this.floats(Float32Array.of(value), []));
  }

  /** An int64 constant of shape []. Equal ones are one. */
  index(value: number): OnnxValue {
    return this.#once(`x${value}`, () => this.#constant('int64', [], BigInt64Array.of(BigInt(value))));
  }

  /** An int64 constant [n]. Equal ones are one. */
  integers(values: readonly number[]): OnnxValue {
    return this.#once(`i${values.join()}`, () =>
      this.#constant('int64', [values.length], BigInt64Array.from(values, BigInt)),
    );
  }

  /** An int8 constant. */
  signedBytes(values: Int8Array, shape: readonly number[]): OnnxValue {
    return this.#constant('int8', shape, values);
  }

  /** A uint8 constant of shape []. Equal ones are one. */
  byte(value: number): OnnxValue {
    return this.#once(`b${value}`, () => this.#constant('uint8', [], Uint8Array.of(value)));
  }

  /** Adds a node with one output, named `output` or by number. */
  node(
    type: string,
    inputs: readonly OnnxValue[],
    attributes: Readonly<Record<string, OnnxAttribute>> = {},
    output: string = this.#nextName(),
  ): OnnxValue {
    return this.nodes(type, inputs, attributes, [output])[0]!;
  }

  /** Adds a node with several outputs. */
  nodes(
    type: string,
    inputs: readonly OnnxValue[],
    attributes: Readonly<Record<string, OnnxAttribute>>,
    outputs: readonly string[],
  ): OnnxValue[] {
    this.#graph.message(1, encodeNode(type, inputs, attributes, outputs));
    return outputs as OnnxValue[];
  }

  /** Adds a node of an operator that is ONNX Runtime's own. */
  contributed(
    type: string,
    inputs: readonly OnnxValue[],
    attributes: Readonly<Record<string, OnnxAttribute>>,
  ): OnnxValue {
    const output = this.#nextName();
    const node = encodeNode(type, inputs, attributes, [output]).text(7, CONTRIBUTED_DOMAIN);
    this.#graph.message(1, node);
    this.#hasContributed = true;
    return output;
  }

  /** Names for the outputs of `nodes`. */
  names(count: number): string[] {
    return Array.from({ length: count }, () => this.#nextName());
  }

  /** The model as the bytes of a `.onnx` file. `metadata` is kept with it. */
  encode(metadata: Readonly<Record<string, string>> = {}): Uint8Array {
    const graph = this.#graph.text(2, this.#name);
    for (const initializer of this.#initializers) graph.message(5, initializer);
    for (const input of this.#inputs) graph.message(11, input);
    for (const output of this.#outputs) graph.message(12, output);
    const model = new ProtobufWriter().varint(1, IR_VERSION).text(2, PRODUCER).message(7, graph);
    model.message(8, new ProtobufWriter().text(1, '').varint(2, OPSET_VERSION));
    if (this.#hasContributed) model.message(8, new ProtobufWriter().text(1, CONTRIBUTED_DOMAIN).varint(2, 1));
    for (const [key, value] of Object.entries(metadata)) {
      model.message(14, new ProtobufWriter().text(1, key).text(2, value));
    }
    return model.bytes();
  }

  #constant(type: OnnxElementType, shape: readonly number[], values: ArrayBufferView): OnnxValue {
    const name = `c${this.#valueCount++}`;
    const tensor = new ProtobufWriter();
    for (const size of shape) tensor.varint(1, size);
    tensor.varint(2, ELEMENT_TYPES[type]).text(8, name);
    tensor.content(9, new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
    this.#initializers.push(tensor);
    return name as OnnxValue;
  }

  #once(key: string, make: () => OnnxValue): OnnxValue {
    const known = this.#shared.get(key) ?? make();
    this.#shared.set(key, known);
    return known;
  }

  #nextName(): OnnxValue {
    return `v${this.#valueCount++}` as OnnxValue;
  }
}

function encodeNode(
  type: string,
  inputs: readonly OnnxValue[],
  attributes: Readonly<Record<string, OnnxAttribute>>,
  outputs: readonly string[],
): ProtobufWriter {
  const node = new ProtobufWriter();
  for (const input of inputs) node.text(1, input);
  for (const output of outputs) node.text(2, output);
  node.text(3, `${type}_${outputs[0]}`).text(4, type);
  for (const [name, value] of Object.entries(attributes)) node.message(5, encodeAttribute(name, value));
  return node;
}

function valueInfo(name: string, type: OnnxElementType, shape: readonly OnnxDimension[]): ProtobufWriter {
  const dimensions = new ProtobufWriter();
  for (const size of shape) {
    const dimension = new ProtobufWriter();
    dimensions.message(1, typeof size === 'number' ? dimension.varint(1, size) : dimension.text(2, size));
  }
  const tensorType = new ProtobufWriter().varint(1, ELEMENT_TYPES[type]).message(2, dimensions);
  return new ProtobufWriter().text(1, name).message(2, new ProtobufWriter().message(1, tensorType));
}

function encodeAttribute(name: string, value: OnnxAttribute): ProtobufWriter {
  const attribute = new ProtobufWriter().text(1, name);
  if ('int' in value) return attribute.varint(3, value.int).varint(20, ATTRIBUTE_TYPES.int);
  if ('float' in value) return attribute.float(2, value.float).varint(20, ATTRIBUTE_TYPES.float);
  if ('text' in value) return attribute.text(4, value.text).varint(20, ATTRIBUTE_TYPES.text);
  if ('floats' in value) {
    for (const item of value.floats) attribute.float(7, item);
    return attribute.varint(20, ATTRIBUTE_TYPES.floats);
  }
  for (const item of value.ints) attribute.varint(8, item);
  return attribute.varint(20, ATTRIBUTE_TYPES.ints);
}
