import { setGlobalProxyFromEnv } from "node:http";
import { z } from "zod";

/** URLs of proxies, or empty texts. */
export interface Proxies {
  http: string;
  https: string;
  /** Hosts that are reached without a proxy, separated by commas, or `*`. */
  except: string;
}

const RULE = "must be the address of a proxy, like http://proxy.example.com:3128";
/** This machine. IPv6 addresses have brackets in URLs, and none elsewhere. */
const THIS_MACHINE = "localhost,127.0.0.1,::1,[::1]";

/** The address of a proxy. Many people omit `http://`. */
const proxyUrl = z
  .string()
  .transform((text) => (text.includes("://") ? text : `http://${text}`))
  .refine((text) => /^(https?|socks5?):$/.test(URL.parse(text)?.protocol ?? ""), RULE)
  .optional();

/** The variables that describe proxies to most programs. */
export const proxyVariables = z.object({
  http_proxy: proxyUrl,
  HTTP_PROXY: proxyUrl,
  https_proxy: proxyUrl,
  HTTPS_PROXY: proxyUrl,
  no_proxy: z.string().optional(),
  NO_PROXY: z.string().optional(),
});

/** Returns the proxies to use. Lower case wins, and requests over HTTPS fall back to the proxy for HTTP. */
export function chooseProxies(given: z.output<typeof proxyVariables>): Proxies {
  const http = given.http_proxy ?? given.HTTP_PROXY ?? "";
  const except = given.no_proxy ?? given.NO_PROXY ?? "";
  const isNever = except.split(/[\s,]+/).includes("*");
  return {
    http,
    https: given.https_proxy ?? given.HTTPS_PROXY ?? http,
    except: isNever ? "*" : `${except},${THIS_MACHINE}`,
  };
}

/**
 * Makes every `fetch` of this process use the proxies, and so Slack's Web API client. Returns a function that undoes this.
 * The AWS SDK and the mail client do not use `fetch`, and stay direct.
 */
export function useProxies({ http, https, except }: Proxies): () => void {
  return setGlobalProxyFromEnv({ http_proxy: http, https_proxy: https, no_proxy: except });
}
