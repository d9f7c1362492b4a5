/** Follows one job over WebSocket: frames in order, each once, over as many connections as it takes. */

import { ApiError, pause, websocketUrl } from "./api";
import type { Frame } from "./types";

export type Link = "connecting" | "live" | "lost";
type Action = Record<string, unknown>;

/** API Gateway forgets a connection that is silent for ten minutes; a lost push is asked for much sooner. */
const SILENCE_MS = 15_000;
const LONGEST_PAUSE_MS = 8_000;

/** Takes frames as they arrive and gives them out without gaps. */
export class Sequence {
  private early = new Map<number, Frame>();
  constructor(public last = 0) {}

  take(frame: Frame): Frame[] {
    if (frame.seq > this.last) this.early.set(frame.seq, frame);
    const ready: Frame[] = [];
    for (let next = this.early.get(this.last + 1); next; next = this.early.get(this.last + 1)) {
      this.early.delete(++this.last);
      ready.push(next);
    }
    return ready;
  }
}

const TERMINAL = new Set(["done", "failed"]);

export interface Following {
  onFrame: (frame: Frame) => void;
  onLink?: (link: Link) => void;
  onRefused?: (detail: string, status: number) => void;
}

/** Begins to follow; the function returned stops it. `first` is `resume` or `watch`. */
export function follow(first: Action, handlers: Following): () => void {
  const stream = new Stream(first, handlers);
  void stream.live();
  return () => stream.end();
}

class Stream {
  private readonly sequence = new Sequence();
  private ended = false;
  private socket: WebSocket | undefined;
  private failures = 0;

  constructor(
    private action: Action,
    private readonly handlers: Following,
  ) {}

  end(): void {
    this.ended = true;
    this.socket?.close();
  }

  async live(): Promise<void> {
    while (!this.ended) {
      this.handlers.onLink?.(this.failures ? "lost" : "connecting");
      try {
        await this.connection(await websocketUrl());
      } catch (error) {
        if (error instanceof ApiError && error.status >= 400 && error.status < 500) return this.refused(error.message, error.status);
      }
      if (this.ended) return;
      this.handlers.onLink?.("lost");
      await pausedOrOnline(Math.min(300 * 2 ** this.failures++, LONGEST_PAUSE_MS));
    }
  }

  /** Ends when the connection does. */
  private connection(url: string): Promise<void> {
    return new Promise((resolve) => {
      const socket = (this.socket = new WebSocket(url));
      let quiet = 0;
      const timer = setInterval(() => {
        if (++quiet > 2) socket.close();
        else if (socket.readyState === WebSocket.OPEN) this.ask(socket);
      }, SILENCE_MS);
      const over = (): void => {
        clearInterval(timer);
        removeEventListener("offline", over);
        socket.onmessage = null;
        socket.close();
        resolve();
      };
      addEventListener("offline", over);
      socket.onopen = () => this.begin(socket);
      socket.onclose = socket.onerror = over;
      socket.onmessage = (event: MessageEvent<string>) => {
        quiet = 0;
        this.receive(JSON.parse(event.data) as Frame);
        if (this.ended) over();
      };
    });
  }

  private begin(socket: WebSocket): void {
    this.handlers.onLink?.("live");
    this.failures = 0;
    socket.send(JSON.stringify(this.action));
  }

  private ask(socket: WebSocket): void {
    socket.send(JSON.stringify(this.action));
    socket.send(JSON.stringify({ action: "ping" }));
  }

  private receive(frame: Frame): void {
    if (frame.type === "error") return this.refused(String(frame.data["detail"] ?? ""));
    if (frame.seq === 0) return;
    for (const ready of this.sequence.take(frame)) {
      this.action = { action: "resume", job_id: ready.job_id, after_seq: ready.seq };
      if (TERMINAL.has(ready.type)) this.ended = true;
      this.handlers.onFrame(ready);
    }
  }

  private refused(detail: string, status = 404): void {
    this.ended = true;
    this.handlers.onRefused?.(detail, status);
  }
}

function pausedOrOnline(ms: number): Promise<void> {
  const online = new Promise<void>((resolve) => addEventListener("online", () => resolve(), { once: true }));
  return Promise.race([pause(ms), online]);
}
