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
  variables: ({ order, action }) => ({ id: order, tags: [action.tag] }),
});
