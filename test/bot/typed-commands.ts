import type { KnownBlock } from "@slack/web-api";
import { z } from "zod";
import { signedEvent } from "../support/signed-request.ts";

export const message = z.object({ text: z.string(), blocks: z.array(z.custom<KnownBlock>()) });
export const now = () => Math.floor(Date.now() / 1_000);

export const signed = (form: Readonly<Record<string, string>>) =>
  signedEvent(new URLSearchParams(form).toString(), now());

export const command = (text: string, user_id = "U0OPERATOR", trigger_id = "1.2.3") =>
  signed({
    command: "/lottery",
    text,
    user_id,
    channel_id: "C0LOTTERY",
    team_id: "T0LOTTERY",
    api_app_id: "A0LOTTERY",
    trigger_id,
  });
