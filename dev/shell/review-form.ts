import { html } from './html.ts';

/** For a customer who ordered something: says what they think of it. Its script fills the products. */
export const reviewForm = html`
  <details id="review" class="card review" hidden>
    <summary>Or write a review</summary>
    <form id="review-form">
      <label>Of what they ordered <select id="review-product"></select></label>
      <fieldset class="stars">
        <legend>Stars</legend>
        ${['1', '2', '3', '4', '5'].map(
          (stars) => html`<label><input type="radio" name="stars" value="${stars}" required> ${stars} ★</label>`,
        )}
      </fieldset>
      <label>What they say <textarea id="review-text" rows="3" maxlength="5000"></textarea></label>
      <button type="submit" id="post-review" class="button primary">Post the review</button>
    </form>
    <p id="review-status" class="slip-status" role="status"></p>
    <ul id="review-reasons" class="reasons"></ul>
    <p id="review-next" class="slip-next"></p>
  </details>`;
