import { shallowReactive, type Component } from 'vue';

type Layout = 'shell' | 'bare';

const loaders: Record<Layout, () => Promise<{ default: Component }>> = {
  shell: () => import('./shell/ShellLayout.vue'),
  bare: () => import('./shell/BareLayout.vue'),
};

/** Layouts that are here already. */
export const frames = shallowReactive<Partial<Record<Layout, Component>>>({});

/** Fetched before a page is shown: a page is never mounted in the old layout first and in its own again. */
export async function fetchFrame(layout: Layout): Promise<void> {
  frames[layout] ??= (await loaders[layout]()).default;
}
