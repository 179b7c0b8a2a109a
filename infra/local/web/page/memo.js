import { Component } from "preact";

/**
 * A component that is drawn again only when one of its props is another. (A remembered vnode, as `useMemo` gives,
 * would keep the whole page of its first drawing in memory.)
 * @template {Record<string, unknown>} Props
 * @param {(props: Props) => import("preact").VNode} draw
 */
export const memo = (draw) =>
  /** @extends {Component<Props>} */
  class extends Component {
    /**
     * @override
     * @param {Props} next
     */
    shouldComponentUpdate(next) {
      const { props } = this;
      return Object.keys(next).some((name) => !Object.is(next[name], Reflect.get(props, name)));
    }

    /** @override */
    render() {
      return draw(this.props);
    }
  };
