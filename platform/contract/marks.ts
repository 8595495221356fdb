/**
 * Marks by which questions find facts of many kinds together: the campaign (专项) that they belong to, which of activities
 * is their programme, and free tags. Kinds of fact that carry them declare these fields under these names.
 */
import * as z from 'zod';

export const Campaign = z.string().trim().min(1).max(60);
export const Tag = z.string().trim().min(1).max(20);
export const Tags = z.array(Tag).max(5);

export const campaignMark = { campaign: z.string().nullish().meta({ zh: '专项或活动方案', en: 'campaign' }) };
export const marks = {
  ...campaignMark,
  tags: z.array(z.string()).optional().meta({ zh: '标签', en: 'tags' }),
};
