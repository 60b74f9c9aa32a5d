import { ownOrder } from '../../../core/effects.ts';
import { mutation } from '../mutation.ts';

const ADD_TAGS = `#graphql
  mutation AddTags($id: ID!, $tags: [String!]!) {
    tagsAdd(id: $id, tags: $tags) {
      userErrors {
        field
        message
      }
    }
  }
` as const;

/** Exactly once by nature: adding a tag that is there changes nothing, and other tags are never overwritten. */
export const addOrderTag = mutation('order.tag', {
  document: ADD_TAGS,
  scopes: ['write_orders'],
  exactlyOnce: 'nature',
  variables: (effect) => ({ id: ownOrder(effect), tags: [effect.action.tag] }),
});
