"use strict";
(async () => {
  // Metres east and south of the map's north-western corner are the coordinates of everything here but the screen.
  const $ = id => document.getElementById(id);
  const map = JSON.parse($("map").textContent), shapes = JSON.parse($("shapes").textContent);
  const stage = $("stage"), ground = $("ground"), paper = "#f6f6f4";
  stage.style.setProperty("--aspect", map.width / map.height);
  const view = { x: 0, y: 0, scale: 1 };
  const state = { shown: 0, level: map.levels.findIndex(l => l.share >= 0.05), opacity: 1, relief: !!map.light, highlight: true };

  // --- Unpacking -----------------------------------------------------------------------------------------------------------------------------
  // Low bytes, then high bytes, of differences from W + N - NW, folded: 0, -1, 1, -2, ...
  async function unpack(id, raster) {
    const text = atob($(id).textContent), packed = new Uint8Array(text.length);
    for (let i = 0; i < packed.length; i++) packed[i] = text.charCodeAt(i);
    const bytes = new Uint8Array(await new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"))).arrayBuffer());
    const { columns } = raster, count = raster.rows * columns, codes = new Uint16Array(count);
    for (let start = 0; start < count; start += columns) {
      let west = 0, northWest = 0;
      for (let i = start; i < start + columns; i++) {
        const folded = bytes[i] | bytes[count + i] << 8, north = start ? codes[i - columns] : 0;
        codes[i] = west = ((folded >> 1 ^ -(folded & 1)) + west + north - northWest) & 0xffff;
        northWest = north;
      }
    }
    raster.codes16 = codes;
  }

  const indexAt = (raster, x, y) => {
    const column = Math.floor(x / (map.cell * raster.side)), row = Math.floor(y / (map.cellHeight * raster.side));
    return column >= 0 && row >= 0 && column < raster.columns && row < raster.rows ? row * raster.columns + column : -1;
  };
  const valueAt = ({ raster }, x, y) => {
    const index = raster.codes16 ? indexAt(raster, x, y) : -1, code = index < 0 ? 0 : raster.codes16[index];
    return code ? raster.low + (code - 1) * raster.step : NaN;
  };

  // --- Pictures of one pixel a node ----------------------------------------------------------------------------------------------------------
  // A colour for each code, as the four bytes red, green, blue, opacity.
  function picture(raster, colourOf) {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [raster.columns, raster.rows];
    const colours = new Uint32Array(raster.codes + 1), bytes = new Uint8Array(colours.buffer);
    for (let code = 1; code <= raster.codes; code++) bytes.set(colourOf(code), code * 4);
    const image = new ImageData(raster.columns, raster.rows), pixels = new Uint32Array(image.data.buffer), codes = raster.codes16;
    for (let i = 0; i < pixels.length; i++) pixels[i] = colours[codes[i]];
    canvas.getContext("2d").putImageData(image, 0, 0);
    return { canvas, raster };
  }

  const channel = (palette, at, which) => parseInt(map.palettes[palette].substr(at * 6 + which * 2, 2), 16);
  const colourAt = (palette, position) => {
    const at = Math.round(Math.min(Math.max(position, 0), 1) * 255);
    return [channel(palette, at, 0), channel(palette, at, 1), channel(palette, at, 2), 255];
  };
  const pictures = { layer: null, light: null, rest: null };
  function paintLayer() {
    const layer = map.layers[state.shown];
    pictures.layer = layer?.raster.codes16 ? picture(layer.raster, code => colourAt(layer.palette, (layer.raster.low + (code - 1) * layer.raster.step - layer.from) / (layer.to - layer.from))) : null;
  }
  const paintRest = () => pictures.rest = picture(map.entry, code => code > state.level + 1 ? [255, 255, 255, 158] : [0, 0, 0, 0]);

  let asked = false;
  function draw() {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => { asked = false; drawNow(); });
  }
  function drawNow() {
    const ratio = devicePixelRatio || 1, width = stage.clientWidth, height = stage.clientHeight;
    if (ground.width !== Math.round(width * ratio) || ground.height !== Math.round(height * ratio)) {
      [ground.width, ground.height] = [Math.round(width * ratio), Math.round(height * ratio)];
      [ground.style.width, ground.style.height] = [`${width}px`, `${height}px`];
    }
    const context = ground.getContext("2d");
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.fillStyle = paper;
    context.fillRect(0, 0, ground.width, ground.height);
    context.setTransform(ratio * view.scale, 0, 0, ratio * view.scale, -view.x * view.scale * ratio, -view.y * view.scale * ratio);
    const place = (one, opacity, how) => {
      if (!one || !opacity) return;
      const cell = map.cell * one.raster.side, cellHeight = map.cellHeight * one.raster.side;
      context.imageSmoothingEnabled = cell * view.scale * ratio < 2;
      context.globalAlpha = opacity;
      context.globalCompositeOperation = how;
      context.drawImage(one.canvas, 0, 0, one.raster.columns * cell, one.raster.rows * cellHeight);
    };
    place(pictures.layer, state.opacity, "source-over");
    place(state.relief && pictures.light, 1, "multiply");
    place(state.highlight && pictures.rest, 1, "source-over");
    $("moved").setAttribute("transform", `matrix(${view.scale} 0 0 ${view.scale} ${-view.x * view.scale} ${-view.y * view.scale})`);
    for (const label of labels) label.put();
    drawScale();
  }

  function drawScale() {
    const most = 130 / view.scale, power = 10 ** Math.floor(Math.log10(most)), metres = [5, 2, 1].find(f => f * power <= most) * power;
    $("scale-bar").style.width = `${metres * view.scale}px`;
    $("scale-text").textContent = metres >= 1000 ? `${metres / 1000} km` : `${metres} m`;
  }

  // --- Moving --------------------------------------------------------------------------------------------------------------------------------
  const least = () => Math.min(stage.clientWidth / map.width, stage.clientHeight / map.height);
  function keep() {
    view.scale = Math.min(Math.max(view.scale, least() * 0.5), 60 / map.cell);
    for (const [at, size, room] of [["x", map.width, stage.clientWidth], ["y", map.height, stage.clientHeight]]) {
      // The middle of the screen stays on the map.
      const half = room / view.scale / 2;
      view[at] = Math.min(Math.max(view[at], -half), size - half);
    }
    draw();
  }
  function show([west, north, east, south], share) {
    view.scale = Math.min(stage.clientWidth / Math.max(east - west, 5 * map.cell), stage.clientHeight / Math.max(south - north, 5 * map.cell)) * share;
    view.x = (west + east) / 2 - stage.clientWidth / view.scale / 2;
    view.y = (north + south) / 2 - stage.clientHeight / view.scale / 2;
    keep();
  }
  const showAll = () => show([0, 0, map.width, map.height], 0.98);
  function zoom(factor, px = stage.clientWidth / 2, py = stage.clientHeight / 2) {
    const [x, y] = [view.x + px / view.scale, view.y + py / view.scale];
    view.scale = Math.min(Math.max(view.scale * factor, least() * 0.5), 60 / map.cell);
    [view.x, view.y] = [x - px / view.scale, y - py / view.scale];
    keep();
  }

  const fingers = new Map();
  let travelled = 0;
  const local = event => { const box = stage.getBoundingClientRect(); return [event.clientX - box.left, event.clientY - box.top]; };
  stage.addEventListener("wheel", event => { event.preventDefault(); zoom(Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.0016)), ...local(event)); }, { passive: false });
  stage.addEventListener("pointerdown", event => {
    if (event.target.closest("button")) return;
    stage.setPointerCapture(event.pointerId);
    fingers.set(event.pointerId, local(event));
    travelled = 0;
  });
  stage.addEventListener("pointermove", event => {
    const now = local(event), before = fingers.get(event.pointerId);
    if (!before) return point(event);
    const others = [...fingers].filter(([id]) => id !== event.pointerId).map(([, at]) => at);
    travelled += Math.hypot(now[0] - before[0], now[1] - before[1]);
    if (others.length) zoom(Math.hypot(now[0] - others[0][0], now[1] - others[0][1]) / Math.max(Math.hypot(before[0] - others[0][0], before[1] - others[0][1]), 1), (now[0] + others[0][0]) / 2, (now[1] + others[0][1]) / 2);
    const parts = fingers.size;
    view.x -= (now[0] - before[0]) / view.scale / parts;
    view.y -= (now[1] - before[1]) / view.scale / parts;
    fingers.set(event.pointerId, now);
    if (travelled > 4) { stage.classList.add("dragged"); $("tip").hidden = true; }
    keep();
  });
  const lift = event => {
    const clicked = fingers.delete(event.pointerId) && event.type === "pointerup" && travelled <= 4 && !fingers.size;
    stage.classList.remove("dragged");
    if (!clicked) return;
    point(event);
    const zone = under(event).find(one => one.kind === "zones");
    if (zone) choose(zone);
  };
  stage.addEventListener("pointerup", lift);
  stage.addEventListener("pointercancel", lift);
  stage.addEventListener("pointerleave", () => $("tip").hidden = true);
  stage.addEventListener("keydown", event => {
    if (event.target !== stage || event.ctrlKey || event.altKey || event.metaKey) return;
    const [x, y] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key] ?? [0, 0];
    if (x || y) { view.x += x * 80 / view.scale; view.y += y * 80 / view.scale; keep(); }
    else if (event.key === "+" || event.key === "=") zoom(1.5);
    else if (event.key === "-") zoom(1 / 1.5);
    else if (event.key === "0") showAll();
    else return;
    event.preventDefault();
  });
  $("in").onclick = () => zoom(1.5);
  $("out").onclick = () => zoom(1 / 1.5);
  $("all").onclick = showAll;
  new ResizeObserver(() => keep()).observe(stage);

  // --- What is under the pointer -------------------------------------------------------------------------------------------------------------
  const thin = "\u202f";
  function number(value, step) {
    const text = Math.abs(value).toFixed(Math.min(Math.max(Math.ceil(-Math.log10(step) - 1e-9), 0), 8)), [whole, part] = text.split(".");
    return (value < 0 && +text ? "\u2212" : "") + whole.replace(/\B(?=(\d{3})+$)/g, thin) + (part ? `.${part}` : "");
  }
  const reading = (layer, value) => isNaN(value) ? "no value" : number(value, layer.raster.step) + (layer.unit ? " " + layer.unit : "");
  function placeAt(x, y) {
    const plane = `E ${number(map.west + x, 1)}  N ${number(map.north - y, 1)}  (${map.system})`, lattice = shapes.places;
    if (!lattice) return plane;
    const c = Math.min(Math.max(x / lattice.stepX, 0), lattice.columns - 1), r = Math.min(Math.max(y / lattice.stepY, 0), lattice.rows - 1);
    const column = Math.min(Math.floor(c), lattice.columns - 2), row = Math.min(Math.floor(r), lattice.rows - 2), i = row * lattice.columns + column;
    const between = of => (of[i] * (1 - c + column) + of[i + 1] * (c - column)) * (1 - r + row) + (of[i + lattice.columns] * (1 - c + column) + of[i + lattice.columns + 1] * (c - column)) * (r - row);
    const latitude = between(lattice.latitudes), longitude = (between(lattice.longitudes) + 540) % 360 - 180;
    return `${plane}  \u00b7  ${Math.abs(latitude).toFixed(5)}\u00b0 ${latitude < 0 ? "S" : "N"}, ${Math.abs(longitude).toFixed(5)}\u00b0 ${longitude < 0 ? "W" : "E"} (WGS 84)`;
  }
  const under = event => document.elementsFromPoint(event.clientX, event.clientY).map(element => drawn.get(element)).filter(Boolean);
  function point(event) {
    const [px, py] = local(event), [x, y] = [view.x + px / view.scale, view.y + py / view.scale], tip = $("tip");
    const inside = x >= 0 && y >= 0 && x <= map.width && y <= map.height && !event.target.closest("#tools");
    for (const layer of map.layers) layer.output.textContent = inside ? reading(layer, valueAt(layer, x, y)) : "";
    $("place").textContent = inside ? placeAt(x, y) : "";
    tip.hidden = !inside;
    if (!inside) return;
    const lines = [...new Set([state.shown, 0])].filter(i => i >= 0).map(i => `${map.layers[i].name}: ${reading(map.layers[i], valueAt(map.layers[i], x, y))}`);
    for (const { kind, shape } of under(event))
      lines.push(kind === "zones" ? [shape.name, ...shape.attributes.slice(0, 3).filter(([, text]) => text.length < 40).map(([name, text]) => `${name} ${text}`)].join(", ") : shape.name);
    tip.replaceChildren(...lines.map(line => element("p", line)));
    tip.style.left = `${px > stage.clientWidth / 2 ? Math.max(px - tip.offsetWidth - 14, 0) : px + 14}px`;
    tip.style.top = `${py > stage.clientHeight / 2 ? Math.max(py - tip.offsetHeight - 10, 0) : py + 14}px`;
  }

  function element(name, text, properties = {}) {
    const made = Object.assign(document.createElement(name), properties);
    if (text !== undefined) made.textContent = text;
    return made;
  }

  // --- Shapes --------------------------------------------------------------------------------------------------------------------------------
  const svg = (name, attributes) => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const key in attributes) made.setAttribute(key, attributes[key]);
    return made;
  };
  const drawn = new Map(), labels = [], members = { sheets: [], zones: [], clusters: [] };
  function addKind(kind) {
    const layer = shapes[kind];
    if (!layer) return;
    const group = svg("g", { class: kind }), names = svg("g", { class: kind });
    for (const shape of layer.shapes) {
      const member = { kind, shape, group: svg("g", { class: shape.path.endsWith("h0") ? "dot" : "" }) };
      const line = svg("path", { class: "line", d: shape.path });
      member.group.append(svg("path", { class: "casing", d: shape.path }), line);
      group.append(member.group);
      drawn.set(line, member);
      members[kind].push(member);
      addLabel(names, kind, shape);
    }
    $("moved").append(group);
    $("labels").append(names);
    const choice = element("label"), box = element("input", undefined, { type: "checkbox", checked: true, id: `show-${kind}` });
    box.onchange = () => { for (const one of [group, names]) one.style.display = box.checked ? "" : "none"; };
    choice.append(box, element("span", undefined, { className: `swatch ${kind}` }), element("span", `${layer.name} (${layer.shapes.length})`));
    $("kinds").prepend(choice);
  }
  // A name is written where its shape has room for it: a sheet's in its corner, any other in the middle.
  function addLabel(names, kind, { name, box, attributes }) {
    const words = kind === "zones" ? attributes.find(([key]) => key === "rank")?.[1] ?? name : name, text = svg("text", { class: `of-${kind}` });
    text.textContent = words;
    names.append(text);
    const wanted = kind === "zones" ? 22 : words.length * 6.5 * (kind === "clusters" ? 0.45 : 0.8);
    labels.push({
      put() {
        const [west, north, east, south] = box.map((at, i) => (at - (i % 2 ? view.y : view.x)) * view.scale), roomy = east - west >= wanted && south - north >= 12;
        text.style.display = roomy && east > 0 && south > 0 && west < stage.clientWidth && north < stage.clientHeight ? "" : "none";
        text.setAttribute("x", kind === "sheets" ? west + (east - west) * 0.06 : (west + east) / 2);
        text.setAttribute("y", kind === "clusters" ? south + 13 : kind === "sheets" ? north + (south - north) * 0.06 + 9 : (north + south) / 2 + 4);
      },
    });
  }
  let chosen = null;
  function choose(member) {
    chosen?.group.classList.remove("chosen");
    chosen = member;
    $("card").hidden = !member;
    $("goto").value = member ? members.zones.indexOf(member) : "";
    if (!member) return;
    member.group.classList.add("chosen");
    $("card-name").textContent = member.shape.name;
    $("card-values").replaceChildren(...member.shape.attributes.flatMap(([name, text]) => [element("dt", name.replaceAll("_", " ")), element("dd", text)]));
    $("card-link").replaceChildren(...member.shape.link ? [element("a", "More about this zone", { href: member.shape.link })] : []);
    $("card").scrollIntoView({ block: "nearest" });
  }
  $("card-close").onclick = () => choose(null);

  // --- Controls ------------------------------------------------------------------------------------------------------------------------------
  function addLayers() {
    const list = $("layers"), add = (index, name, output) => {
      const choice = element("label", undefined, { className: "layer" }), radio = element("input", undefined, { type: "radio", name: "raster", checked: index === state.shown, value: String(index) });
      radio.onchange = () => { state.shown = index; paintLayer(); legend(); draw(); };
      choice.append(radio, element("span", name), output);
      list.append(choice);
    };
    let group = "";
    map.layers.forEach((layer, index) => {
      if (layer.group !== group) list.append(element("h3", group = layer.group));
      add(index, layer.name, layer.output = element("output"));
    });
    list.append(element("h3", " "));
    add(-1, "no raster", "");
    const averaged = map.layers.filter(layer => layer.raster.side > 1).map(layer => `${layer.name} (${layer.raster.side} \u00d7 ${layer.raster.side} nodes)`);
    if (map.light?.side > 1) averaged.push(`relief (${map.light.side} \u00d7 ${map.light.side} nodes)`);
    const coarse = map.layers.filter(layer => layer.raster.step * 249 > layer.to - layer.from).map(layer => `${layer.name} to ${layer.raster.step.toPrecision(2)}${layer.unit ? " " + layer.unit : ""}`);
    if (coarse.length) $("coarse").textContent = `, but for ${coarse.join(", ")}`;
    if (averaged.length) $("averaged").textContent = `; to keep this file small, these are averages of blocks: ${averaged.join(", ")}`;
  }
  function legend() {
    const layer = map.layers[state.shown], bar = $("legend-bar").getContext("2d"), ends = $("legend-ends").children;
    $("legend").style.visibility = layer ? "" : "hidden";
    if (!layer) return;
    $("legend-name").textContent = layer.name + (layer.unit ? `, ${layer.unit}` : "") + (layer.from === undefined ? ": no value anywhere" : "");
    $("legend-bar").style.visibility = layer.from === undefined ? "hidden" : "";
    if (layer.from === undefined) return [...ends].forEach(end => end.textContent = "");
    const image = new ImageData(256, 1), { low, step, codes } = layer.raster, write = value => number(value, (layer.to - layer.from) / 100);
    for (let i = 0; i < 256; i++) image.data.set(colourAt(layer.palette, i / 255), i * 4);
    bar.putImageData(image, 0, 0);
    ends[0].textContent = (low < layer.from - step ? "\u2264 " : "") + write(layer.from);
    ends[1].textContent = write((layer.from + layer.to) / 2);
    ends[2].textContent = (low + (codes - 1) * step > layer.to + step ? "\u2265 " : "") + write(layer.to);
  }
  function recount() {
    const level = map.levels[state.level], share = `${+(level.share * 100).toPrecision(3)} %`, score = map.layers[0];
    $("best-share").textContent = `Best ${share} of the area:`;
    $("best-area").textContent = `${number(level.areaSquareKilometres, level.areaSquareKilometres < 100 ? 0.01 : 1)} km\u00b2`;
    $("best-score").textContent = level.above === undefined ? "" : `${score.name} above ${number(level.above, score.raster.step / 10)}${score.unit ? " " + score.unit : ""}`;
    $("level").setAttribute("aria-valuetext", share);
    for (const id of ["caught", "caught-names", "caught-key"]) $(id).hidden = !shapes.clusters;
    const counted = members.clusters.filter(({ shape }) => shape.shareAbove !== undefined), caught = counted.filter(({ shape }) => shape.shareAbove <= level.share).sort((a, b) => a.shape.shareAbove - b.shape.shareAbove);
    for (const member of members.clusters) member.group.classList.toggle("caught", caught.includes(member));
    $("caught-count").textContent = `Clusters captured: ${caught.length} of ${counted.length}`;
    $("caught-off").textContent = counted.length < members.clusters.length ? `(${members.clusters.length - counted.length} more on ground without a score)` : "";
    $("caught-names").textContent = caught.map(({ shape }) => shape.name).join(", ");
    paintRest();
    draw();
  }

  for (const kind of ["sheets", "zones", "clusters"]) addKind(kind);
  $("outlines").hidden = !$("kinds").children.length;
  $("goto-choice").hidden = !members.zones.length;
  members.zones.forEach((zone, i) => $("goto").append(element("option", zone.shape.name, { value: String(i) })));
  $("goto").onchange = () => { const zone = members.zones[$("goto").value]; choose(zone ?? null); if (zone) show(zone.shape.box, 0.3); };
  addLayers();
  $("relief-choice").hidden = !map.light;
  $("level").max = map.levels.length - 1;
  $("level").value = state.level;
  $("level").oninput = () => { state.level = +$("level").value; recount(); };
  $("opacity").oninput = () => { state.opacity = $("opacity").value / 100; draw(); };
  $("relief").onchange = () => { state.relief = $("relief").checked; draw(); };
  $("highlight").onchange = () => { state.highlight = $("highlight").checked; draw(); };

  // What the first sight needs comes first; the other rasters follow, for the values under the pointer.
  await Promise.all([unpack("raster-0", map.layers[0].raster), unpack("entry", map.entry), map.light && unpack("light", map.light)]);
  if (map.light) pictures.light = picture(map.light, code => { const grey = Math.round(255 * Math.min(map.light.low + (code - 1) * map.light.step, 1)); return [grey, grey, grey, 255]; });
  paintLayer();
  legend();
  recount();
  showAll();
  drawNow();
  $("wait").hidden = true;
  document.documentElement.dataset.drawn = Math.round(performance.now());
  for (let i = 1; i < map.layers.length; i++) {
    await unpack(`raster-${i}`, map.layers[i].raster);
    if (state.shown === i) { paintLayer(); draw(); }
  }
  document.documentElement.dataset.unpacked = Math.round(performance.now());
})();
