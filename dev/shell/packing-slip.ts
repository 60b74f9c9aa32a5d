import { html } from './html.ts';

/** An order as the person who packs it sees it; filled by its script. */
export const packingSlip = html`
  <section id="slip" class="slip" aria-labelledby="slip-name" tabindex="-1" hidden>
    <p class="slip-kind">What the packer sees</p>
    <h2 id="slip-name"></h2>
    <p id="slip-placed" class="slip-placed"></p>
    <p id="slip-status" class="slip-status" role="status" data-state="deciding"></p>
    <h3>Tags</h3>
    <ul id="slip-tags" class="tags"></ul>
    <h3>Note</h3>
    <p id="slip-note" class="slip-note"></p>
    <h3>Items</h3>
    <ul id="slip-lines" class="slip-lines"></ul>
    <div id="slip-why" hidden>
      <h3>Why</h3>
      <ul id="slip-reasons" class="reasons"></ul>
    </div>
    <p id="slip-next" class="slip-next"></p>
  </section>`;
