import { LotteryError } from "../../data/runtime/lottery-error.ts";
import { finalErrors } from "../../workflow/attempt/fail-draw.ts";
import { positionsToVisit } from "../../workflow/draw/positions-to-visit.ts";
import { all, ask, until } from "./program.ts";
import {
  type Counter,
  type Draw,
  type Execution,
  type Guard,
  type Item,
  isMailed,
  LEASE,
  MARGIN,
  openDraw,
  type Person,
  type Requests,
  type Run,
  standing,
  unmailed,
  unusedRecord,
} from "./world.ts";

/** What a task knows beside the world. */
export interface Surroundings {
  requests: Requests;
  dropped: ReadonlySet<Guard>;
  /** Whether people are told of anything. */
  tells: boolean;
  /** Whether people are emailed, too. */
  mails: boolean;
  now(): number;
  /** The order of the roster that a draw's seed gives. */
  walk(drawId: string): readonly Person[];
}

/** What the states hand on. */
export interface Body {
  no: number;
  id: string;
  count: number;
  winners: readonly Person[];
  walked: number;
  claimed: number;
  round: number;
  /** For a revision. */
  revision: string | null;
  from: number;
}

export interface Validation {
  body: Body;
  isDecided: boolean;
}

interface Claimant {
  holder: string;
  no: number;
  round: number;
  expires: number;
}

type Verdict = { free: true; dead: string | null } | { free: false; outcome: "won" | "held"; no: number };

const refuse = (name: ConstructorParameters<typeof LotteryError>[0]) => new LotteryError(name, name);
const isFinal = (error: unknown) => error instanceof LotteryError && finalErrors.has(error.name);

/** The tasks of the state machine and what hears of their end, request by request as the code makes them. */
export function createTasks({ requests, dropped, tells, mails, now, walk }: Surroundings) {
  const forEach = (people: Iterable<Person>, act: (person: Person) => Run<unknown>) =>
    all([...people].map(act));

  function* readOwn(no: number, id: string): Run<Draw> {
    const draw = yield* ask(requests.read(no));
    if (draw?.id !== id) throw refuse("UnknownDraw");
    return draw;
  }

  // Settling: whoever comes by.

  const letGo = (draw: Draw, people: Iterable<Person>) =>
    forEach(people, (person) => ask(requests.release(person, draw.id, draw.round)));

  const makeFinal = (draw: Draw, people: readonly Person[], heldAs: string, decidedAt: number) =>
    forEach(people, (person) =>
      ask(
        requests.makeFinal(person, {
          holder: draw.id,
          no: draw.no,
          heldAs,
          mayBeGone: decidedAt + MARGIN <= now(),
        }),
      ),
    );

  function* settleClaims(draw: Draw): Run<undefined> {
    if (draw.status === "drawing") return;
    const settled = draw.isSettled ? draw : yield* settlePeople(draw);
    if (settled) yield* settle(settled);
  }

  function* settle(draw: Draw): Run<undefined> {
    const isDone =
      !mails || dropped.has("a draw is pending until all its notices are mailed") || isMailed(draw);
    if (draw.isPending && draw.isTold && draw.isSettled && isDone) yield* ask(requests.removePending(draw));
  }

  function* settlePeople(draw: Draw): Run<Draw | null> {
    if (draw.status === "drawn") {
      const ever = new Set(draw.winners.map(({ person }) => person));
      const strays = draw.candidates.filter((person) => !ever.has(person));
      const revision = draw.revisions.at(-1);
      if (revision) {
        yield* ask(requests.markVoid(revision.voided, draw.id));
        yield* makeFinal(draw, [revision.winner], revision.id, revision.decidedAt);
        yield* forEach(strays, (person) => ask(requests.release(person, revision.id, 0)));
      } else {
        yield* makeFinal(
          draw,
          draw.winners.map(({ person }) => person),
          draw.id,
          draw.endedAt,
        );
        yield* letGo(draw, strays);
      }
      return yield* ask(requests.markFinal(draw));
    }
    yield* letGo(draw, draw.candidates);
    return yield* ask(requests.markReleased(draw));
  }

  function* fail(draw: Draw): Run<Draw> {
    const ended = (yield* ask(requests.fail(draw, now()))) ?? (yield* readOwn(draw.no, draw.id));
    yield* settleClaims(ended);
    return ended;
  }

  function* failRevision(draw: Draw, id: string): Run<undefined> {
    const given = yield* ask(requests.abandonRevision(draw, id));
    if (given) yield* forEach(given.candidates, (person) => ask(requests.release(person, id, 0)));
  }

  const isAbandoned = (draw: Draw) => draw.status === "drawing" && draw.lease <= now();
  const isLeftBehind = (draw: Draw) => draw.status !== "drawing" && draw.endedAt < now();

  function* sweep(): Run<undefined> {
    for (const draw of yield* ask(requests.listPending("claims"))) {
      if (isAbandoned(draw)) yield* fail(draw);
      else if (isLeftBehind(draw)) yield* settleClaims(draw);
    }
  }

  function* failOnFinalError<Result>(draw: Draw, work: (draw: Draw) => Run<Result>): Run<Result> {
    try {
      return yield* work(draw);
    } catch (error) {
      if (!isFinal(error)) throw error;
      const ended = yield* fail(draw);
      if (ended.status === "drawn") return yield* work(ended);
      throw error;
    }
  }

  function* failRevisionOnFinalError<Result>(draw: Draw, id: string, work: () => Run<Result>): Run<Result> {
    try {
      return yield* work();
    } catch (error) {
      if (isFinal(error) && draw.status === "drawn") yield* failRevision(draw, id);
      throw error;
    }
  }

  const requireAlive = (draw: Draw): Draw => {
    if (draw.status === "failed") throw refuse("DrawFailed");
    if (draw.status === "drawing" && !dropped.has("a draw is decided only where enough of its lease is left"))
      if (draw.lease <= now() + MARGIN) throw refuse("LeaseExpired");
    return draw;
  };

  const requireRevising = (draw: Draw, id: string) => {
    if (draw.status !== "drawn") throw refuse("DrawNotDecided");
    if (draw.revisions.some((revision) => revision.id === id)) return { draw, revising: null };
    const { revising } = draw;
    if (revising?.id !== id) throw refuse("RevisionEnded");
    if (!dropped.has("a draw is decided only where enough of its lease is left"))
      if (revising.lease <= now() + MARGIN) throw refuse("LeaseExpired");
    return { draw, revising };
  };

  // What an item of the winners' table means. Each draw met is read once by a task.

  const createJudge = () => {
    const records = new Map<string, Draw | null>();
    const begun = new Set<string>();

    function* readMaker(no: number, maker: string): Run<Draw | null> {
      const key = `${no} ${maker}`;
      if (begun.has(key)) yield* until(() => records.has(key));
      else {
        begun.add(key);
        const draw = yield* ask(requests.read(no));
        records.set(key, draw && isAbandoned(draw) ? yield* fail(draw) : draw);
      }
      return records.get(key) ?? null;
    }

    const judgeHolder = (person: Person, item: Item, draw: Draw): "won" | "held" | "dead" => {
      const wins = standing(draw).includes(person) ? "won" : "dead";
      if (draw.id === item.holder) {
        if (draw.status === "drawing") return "held";
        return draw.status === "drawn" ? wins : "dead";
      }
      if (draw.status !== "drawn") return "dead";
      if (draw.revisions.some(({ id }) => id === item.holder)) return wins;
      if (draw.revising?.id !== item.holder) return "dead";
      return draw.revising.lease > now() ? "held" : "dead";
    };

    return function* judge(person: Person, item: Item | null, claimant: string): Run<Verdict> {
      if (!item) return { free: true, dead: null };
      const { no, holder, expires, isVoid } = item;
      if (holder === claimant)
        return isVoid ? { free: false, outcome: "won", no } : { free: true, dead: null };
      if (isVoid) return { free: true, dead: null };
      if (expires === null) return { free: false, outcome: "won", no };
      let verdict: "won" | "held" | "dead" = expires > now() ? "held" : "dead";
      const draw = yield* readMaker(no, holder);
      if (draw) verdict = judgeHolder(person, item, draw);
      return verdict === "dead" ? { free: true, dead: holder } : { free: false, outcome: verdict, no };
    };
  };

  function* claimWinners(claimant: Claimant, people: readonly Person[]): Run<Person[]> {
    const judge = createJudge();
    function* claim(person: Person): Run<Person[]> {
      if (yield* ask(requests.claim(person, claimant, null))) return [];
      const standing = yield* judge(person, yield* ask(requests.readItem(person)), claimant.holder);
      if (standing.free && (yield* ask(requests.claim(person, claimant, standing.dead)))) return [];
      return [person];
    }
    return (yield* all(people.map(claim))).flat();
  }

  // Input Lottery Winners.

  function* reserve(id: string, lease: number): Run<Counter> {
    return (yield* ask(requests.countFor(id, lease))) ?? (yield* ask(requests.readCounter()));
  }

  const formatRecord = (id: string, no: number, { request, number, isStopped }: Execution): Draw => {
    const { count = 1, lease = 0 } = request ?? {};
    if (number !== no) return unusedRecord(no, `unused-${no}`, count, lease);
    if (isStopped && !dropped.has("an execution that was stopped opens no draw"))
      return unusedRecord(no, id, count, lease);
    return openDraw(no, id, count, lease);
  };

  function* complete(id: string, no: number): Run<Draw | null> {
    const stored = (yield* ask(requests.assign(id, no))) ?? (yield* ask(requests.readExecution(id)));
    if (!stored?.request) throw new TypeError(`Nothing was asked for by ${id}.`);
    const record = formatRecord(id, no, stored);
    const found = (yield* ask(requests.open(record))) ? record : yield* ask(requests.read(no));
    if (found?.id !== record.id) throw new TypeError(`The number ${no} is taken.`);
    yield* ask(requests.endReservation(id, no));
    return stored.number === no ? found : null;
  }

  function* readIfOwn(no: number, id: string): Run<Draw | null> {
    const draw = yield* ask(requests.read(no));
    return draw?.id === id ? draw : null;
  }

  function* openFor(id: string, count: number): Run<Draw> {
    for (;;) {
      const lease = now() + LEASE;
      const isFirst = yield* ask(requests.register(id, count, lease));
      const stored = isFirst ? null : yield* ask(requests.readExecution(id));
      const number = stored?.number ?? null;
      const opened = number === null ? null : yield* readIfOwn(number, id);
      if (opened) return opened;
      if (stored?.isStopped && number === null) throw refuse("DrawFailed");
      const counter = number === null ? yield* reserve(id, lease) : null;
      const no = number ?? counter?.open[id]?.no;
      // Another run was faster: the execution may have its number by now.
      if (no === undefined) continue;
      const draw = yield* complete(id, no);
      for (const [other, reserved] of Object.entries(counter?.open ?? {}))
        if (other !== id && reserved.lease <= now()) {
          const left = yield* complete(other, reserved.no);
          if (left && isAbandoned(left)) yield* fail(left);
        }
      if (draw) return draw;
    }
  }

  function* stop(id: string): Run<{ draw: Draw | null; wasOpened: boolean }> {
    const stored = (yield* ask(requests.stop(id))) ?? (yield* ask(requests.readExecution(id)));
    const no =
      stored?.number ?? (stored?.request ? (yield* ask(requests.readCounter())).open[id]?.no : undefined);
    if (no === undefined) return { draw: null, wasOpened: false };
    const draw = (yield* readIfOwn(no, id)) ?? (yield* complete(id, no));
    return { draw, wasOpened: draw !== null && !stored?.isStopped };
  }

  function* readDecided(no: number): Run<Draw> {
    const draw = yield* ask(requests.read(no));
    if (!draw) throw refuse("UnknownDraw");
    if (draw.status === "failed") throw refuse("DrawFailed");
    if (draw.status === "drawing") throw refuse("DrawNotDecided");
    return draw;
  }

  function* openRevision(id: string, no: number, taken: Person): Run<Body> {
    const found = yield* readDecided(no);
    if (!found.isSettled && !dropped.has("a revision begins only when the wins before it are final"))
      yield* settleClaims(found);
    if (found.revising && found.revising.id !== id) {
      if (found.revising.lease > now() && !(yield* ask(requests.readExecution(found.revising.id)))?.isStopped)
        throw refuse("RevisionUnderWay");
      yield* failRevision(found, found.revising.id);
    }
    const draw = yield* readDecided(no);
    const body = {
      no,
      id: draw.id,
      count: 1,
      winners: [],
      walked: draw.walked,
      claimed: 0,
      round: 0,
      revision: id,
      from: draw.walked,
    };
    if (draw.revising?.id === id || draw.revisions.some((revision) => revision.id === id)) return body;
    if (!standing(draw).includes(taken)) throw refuse("AlreadyVoid");
    if (!(yield* ask(requests.beginRevision(draw, id, taken, now() + LEASE))))
      throw new Error("The draw changed while its revision was opened.");
    return body;
  }

  // Random Select Winners.

  interface Selection {
    chosen: Person[];
    positions: { outcome: "chosen" | "won" | "held"; no: number }[];
  }

  type Judge = ReturnType<typeof createJudge>;

  function* select(draw: Draw, claimant: string, judge: Judge, from: number, length: number, count: number) {
    const order = walk(draw.id);
    const stretch = Array.from(
      { length: Math.min(length, order.length) },
      (_, i) => order[(from + i) % order.length] ?? 0,
    );
    const ever = draw.status === "drawn" ? draw.winners.map(({ person }) => person) : [];
    const selection: Selection = { chosen: [], positions: [] };
    while (selection.chosen.length < count) {
      const missing = count - selection.chosen.length;
      const people = stretch.splice(
        0,
        positionsToVisit(missing, selection.positions.length, selection.chosen.length),
      );
      if (people.length === 0) break;
      const candidates = people.filter((person) => !ever.includes(person));
      const found = candidates.length > 0 ? yield* ask(requests.readItems(candidates)) : [];
      const items = new Map(candidates.map((person, i) => [person, found[i] ?? null]));
      const verdicts = yield* all(
        people.map(function* (person): Run<Verdict> {
          if (ever.includes(person)) return { free: false, outcome: "won", no: draw.no };
          return yield* judge(person, items.get(person) ?? null, claimant);
        }),
      );
      for (const [i, verdict] of verdicts.entries()) {
        selection.positions.push(
          verdict.free ? { outcome: "chosen", no: draw.no } : { outcome: verdict.outcome, no: verdict.no },
        );
        if (verdict.free) selection.chosen.push(people[i] ?? 0);
        if (selection.chosen.length === count) break;
      }
    }
    return selection;
  }

  function* refuseSelection(draw: Draw, { chosen, positions }: Selection): Run<never> {
    const held = positions.filter(({ outcome }) => outcome === "held");
    if (chosen.length + held.length < draw.count) throw refuse("NotEnoughEntrants");
    if (held.some(({ no }) => no < draw.no))
      if (yield* ask(requests.endRound(draw))) yield* letGo(draw, draw.candidates);
    throw refuse("EntrantsHeld");
  }

  function* selectForDraw(draw: Draw, body: Body): Run<Body> {
    const judge = createJudge();
    const size = walk(draw.id).length;
    if (body.walked > 0) {
      const missing = draw.count - body.winners.length;
      const { chosen, positions } = yield* select(
        draw,
        draw.id,
        judge,
        body.walked,
        size - body.walked,
        missing,
      );
      const winners = [...body.winners, ...chosen];
      if (new Set(winners).size === draw.count)
        return { ...body, winners, walked: body.walked + positions.length };
    }
    const selection = yield* select(draw, draw.id, judge, 0, size, draw.count);
    if (selection.chosen.length < draw.count) return yield* refuseSelection(draw, selection);
    return {
      ...body,
      winners: selection.chosen,
      walked: selection.positions.length,
      claimed: 0,
      round: draw.round,
    };
  }

  function* selectForRevision(draw: Draw, body: Body, id: string): Run<Body> {
    if (!requireRevising(draw, id).revising || body.winners.length === body.count) return body;
    const judge = createJudge();
    const size = walk(draw.id).length;
    const goOn = function* (kept: Body): Run<Body | Selection> {
      const count = kept.count - kept.winners.length;
      const selection = yield* select(draw, id, judge, kept.walked, size - (kept.walked - kept.from), count);
      if (selection.chosen.length < count) return selection;
      return {
        ...kept,
        winners: [...kept.winners, ...selection.chosen],
        walked: kept.walked + selection.positions.length,
      };
    };
    const found = yield* goOn(body);
    if ("walked" in found) return found;
    const afresh = { ...body, winners: [], walked: body.from, claimed: 0 };
    const last = body.walked > body.from ? yield* goOn(afresh) : found;
    if ("walked" in last) return last;
    throw refuse(last.positions.some(({ outcome }) => outcome === "held") ? "EntrantsHeld" : "NoRunnerUp");
  }

  // Validate Winners.

  const selectAgain = (body: Body, lost: readonly Person[], round: number): Validation => {
    const winners = body.winners.filter((person) => !lost.includes(person));
    return { body: { ...body, winners, claimed: winners.length, round }, isDecided: false };
  };

  const answerDecided = (body: Body, draw: Draw): Validation => ({
    body: { ...body, winners: standing(draw), walked: draw.walked },
    isDecided: true,
  });

  function* validateDraw(draw: Draw, body: Body): Run<Validation> {
    const claimed = body.round === draw.round ? body.claimed : 0;
    const unclaimed = body.winners.slice(claimed);
    let decided: Draw | null = null;
    let again: Validation | undefined;
    if (unclaimed.length === 0 || (yield* ask(requests.addCandidates(draw, unclaimed)))) {
      const claimant = { holder: draw.id, no: draw.no, round: draw.round, expires: draw.lease };
      const lost = yield* claimWinners(claimant, unclaimed);
      if (lost.length === 0 && body.winners.length === draw.count)
        decided = yield* ask(requests.decide(draw, body.winners, body.walked, now()));
      else again = selectAgain(body, lost, draw.round);
    }
    const record = decided ?? (yield* readOwn(draw.no, draw.id));
    if (again && record.status === "drawing") return again;
    if (!decided && record.status !== "drawing") {
      const winners = record.status === "drawn" ? record.winners.map(({ person }) => person) : [];
      yield* letGo(
        record,
        body.winners.filter((person) => !winners.includes(person)),
      );
    }
    if (record.status === "drawn") return answerDecided(body, record);
    requireAlive(record);
    throw new Error("The draw moved on while it was being decided.");
  }

  function* validateRevision(read: Draw, body: Body, id: string): Run<Validation> {
    const { draw, revising } = requireRevising(read, id);
    if (!revising) return { body, isDecided: true };
    const people = body.winners;
    let decided: Draw | null = null;
    if (people.length === 0 || (yield* ask(requests.addRevisionCandidates(draw, id, people)))) {
      const lost = yield* claimWinners(
        { holder: id, no: draw.no, round: 0, expires: revising.lease },
        people,
      );
      const [winner] = people;
      if (lost.length > 0 || winner === undefined) return selectAgain(body, lost, 0);
      const revision = { id, voided: revising.voided, winner };
      decided = yield* ask(requests.decideRevision(draw, revision, body.walked, now()));
    }
    const later = requireRevising(decided ?? (yield* readOwn(draw.no, draw.id)), id);
    if (!later.revising) return { body, isDecided: true };
    throw new Error("The revision moved on while it was being decided.");
  }

  // The callback.

  function* postOnce(topic: string, people: readonly Person[], draw: Draw): Run<undefined> {
    const searches = draw.attempts > 1 && !dropped.has("after a first attempt the channel is searched");
    if (searches && (yield* ask(requests.find(topic)))) return;
    yield* ask(requests.post(topic, people));
  }

  function* reportFailure(): Run<undefined> {
    if (tells) yield* ask(requests.reportFailure());
  }

  function* tell(draw: Draw): Run<Draw | null> {
    if (draw.status === "failed") {
      yield* reportFailure();
      return yield* ask(requests.markTold(draw, false));
    }
    const people = standing(draw);
    if (draw.hasMessage) yield* ask(requests.updatePost(`${draw.id} 0`, people));
    else yield* postOnce(`${draw.id} 0`, people, draw);
    if (draw.revisions.length > 0) {
      if (!draw.hasMessage && draw.attempts > 1) yield* ask(requests.updatePost(`${draw.id} 0`, people));
      yield* postOnce(`${draw.id} ${draw.revisions.length}`, people, draw);
    }
    const told = yield* ask(requests.markTold(draw, true));
    if (told) return told;
    yield* ask(requests.keepMessage(draw));
    throw new Error("The draw was revised while it was announced.");
  }

  function* announce(no: number, id: string): Run<undefined> {
    if (!tells) return;
    const ours = yield* ask(requests.beginTelling({ no, id }, now()));
    if (!ours) {
      const draw = yield* readOwn(no, id);
      if (draw.status === "drawing") return;
      if (draw.isTold) return yield* settle(draw);
      throw new Error("The draw is being announced by another run.");
    }
    let told: Draw | null = null;
    try {
      told = yield* tell(ours);
    } catch (error) {
      yield* ask(requests.abandonTelling(ours));
      throw error;
    }
    if (told) yield* settle(told);
  }

  const decidedAt = (draw: Draw, revision: number) => draw.revisions[revision - 1]?.decidedAt ?? draw.endedAt;

  /** A step of time is longer than an execution lasts, and than SNS takes to deliver. */
  function* mail(draw: Draw, ended: number | null): Run<undefined> {
    if (!mails) return;
    let held: number | null = null;
    for (const revision of unmailed(draw)) {
      const isOver = draw.mailing?.revision === revision || decidedAt(draw, revision) < now();
      if (!isOver && revision !== ended) continue;
      if (!isOver) throw new Error("The notice may be on its way.");
      const ours: Draw | null = yield* ask(requests.beginMailing(draw, revision, now(), held));
      if (!ours) {
        const current = yield* readOwn(draw.no, draw.id);
        if (current.status !== "drawn" || !unmailed(current).includes(revision)) continue;
        throw new Error("The notice is published by another run.");
      }
      yield* ask(requests.publish(ours.revisions[revision - 1]?.id ?? ours.id));
      const mailed = yield* ask(requests.markMailed(draw, revision));
      if (mailed) yield* settle(mailed);
      held = ours.mailing?.turn ?? null;
    }
  }

  /** Runs every step, also after one that failed, and then throws the first failure. */
  function* runAll(steps: readonly (() => Run<undefined>)[]): Run<undefined> {
    const failures: unknown[] = [];
    for (const step of steps)
      try {
        yield* step();
      } catch (error) {
        failures.push(error);
      }
    if (failures.length > 0) throw failures[0];
  }

  function* finishOthers(heard: string, isWell: boolean): Run<undefined> {
    if (!tells) return;
    const others = (yield* ask(requests.listPending("all"))).filter(({ id }) => id !== heard);
    for (const draw of others) yield* settle(draw);
    const isUntold = (draw: Draw) => draw.status !== "drawing" && !draw.isTold && draw.endedAt < now();
    for (const { no, id } of isWell ? others.filter(isUntold) : [])
      try {
        yield* announce(no, id);
      } catch {
        // Left to the next one who comes by.
      }
    for (const draw of others.filter(({ status }) => status === "drawn"))
      try {
        yield* mail(draw, null);
      } catch {
        // Left to the next one who comes by.
      }
  }

  function* finishOthersAfter(heard: string, work: () => Run<undefined>): Run<undefined> {
    let isWell = false;
    yield* runAll([
      function* (): Run<undefined> {
        yield* work();
        isWell = true;
      },
      () => finishOthers(heard, isWell),
    ]);
  }

  function* announceAndMail(draw: Draw, ended: number | null): Run<undefined> {
    yield* runAll([
      () => announce(draw.no, draw.id),
      function* (): Run<undefined> {
        if (tells && draw.status === "drawn" && ended !== null) yield* mail(draw, ended);
      },
    ]);
  }

  const hearFailedDraw = (id: string) =>
    finishOthersAfter(id, function* (): Run<undefined> {
      const { draw, wasOpened } = yield* stop(id);
      if (!draw || !wasOpened) return yield* reportFailure();
      yield* announceAndMail(yield* fail(draw), 0);
    });

  const hearFailedRevision = (id: string, no: number) =>
    finishOthersAfter(id, function* (): Run<undefined> {
      yield* stop(id);
      const draw = yield* ask(requests.read(no));
      let index = -1;
      if (draw?.status === "drawn") {
        yield* failRevision(draw, id);
        const settled = yield* readOwn(no, draw.id);
        yield* settleClaims(settled);
        index = settled.revisions.findIndex((revision) => revision.id === id);
        yield* announceAndMail(settled, index < 0 ? null : index + 1);
      }
      if (index < 0) yield* reportFailure();
    });

  return {
    /** What the next draw does for those before it. */
    *comeBy(): Run<undefined> {
      yield* sweep();
      yield* finishOthers("", true);
    },

    *input(id: string, count: number): Run<Body> {
      yield* sweep();
      const { no } = yield* openFor(id, count);
      return { no, id, count, winners: [], walked: 0, claimed: 0, round: 0, revision: null, from: 0 };
    },

    *inputRevision(id: string, no: number, taken: Person): Run<Body> {
      yield* sweep();
      return yield* openRevision(id, no, taken);
    },

    *select(body: Body): Run<Body> {
      const read = yield* readOwn(body.no, body.id);
      const { revision } = body;
      if (revision !== null)
        return yield* failRevisionOnFinalError(read, revision, () => selectForRevision(read, body, revision));
      return yield* failOnFinalError(read, function* (current) {
        const draw = requireAlive(current);
        if (draw.status === "drawn") return answerDecided(body, draw).body;
        return yield* selectForDraw(draw, body);
      });
    },

    *validate(body: Body): Run<Validation> {
      const read = yield* readOwn(body.no, body.id);
      const { revision } = body;
      if (revision !== null)
        return yield* failRevisionOnFinalError(read, revision, () => validateRevision(read, body, revision));
      return yield* failOnFinalError(read, function* (current) {
        const draw = requireAlive(current);
        return draw.status === "drawn" ? answerDecided(body, draw) : yield* validateDraw(draw, body);
      });
    },

    *record(body: Body): Run<undefined> {
      const draw = yield* readOwn(body.no, body.id);
      if (draw.status !== "drawn") throw refuse("DrawNotDecided");
      yield* settleClaims(draw);
    },

    hearNotice: (no: number, id: string, revision: number) =>
      finishOthersAfter(id, function* (): Run<undefined> {
        if (mails) yield* ask(requests.markMailed({ no, id }, revision));
        yield* announce(no, id);
      }),

    hearFailedDraw,
    hearFailedRevision,
  };
}
