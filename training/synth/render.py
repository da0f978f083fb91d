"""Draws layers of cloth over a body into a small square picture: software OpenGL, no screen."""

from __future__ import annotations

from dataclasses import dataclass, field

import moderngl
import numpy as np
from numpy.typing import NDArray

N_SPOTS = 10

VERTEX = """#version 330
uniform mat4 mvp; in vec3 pos; in vec3 nrm; in vec3 rest;
out vec3 N; out vec3 P; out vec3 R;
void main(){ gl_Position = mvp*vec4(pos, 1); N = nrm; P = pos; R = rest; }"""

FRAGMENT = """#version 330
uniform vec3 light, fill, eye; uniform vec3 amb; uniform vec4 shade;
uniform vec3 c1, c2, c3;            // cloth, pattern, trim
uniform vec4 pat;                   // kind, frequency, turn, contrast
uniform vec4 wrinkle;               // amplitude, frequency, stretch, seed
uniform vec4 upper, lower;          // planes in rest space: drawn where dot(n, r) < d, > d
uniform vec2 trim;                  // widths of the trims at the upper and lower edge
uniform vec2 seam;                  // width, contrast of the middle seam
uniform vec4 spots[10]; uniform vec3 spotcol[10];
uniform sampler3D noise;
in vec3 N, P, R; out vec4 f;
float n3(vec3 p){ return texture(noise, p/32.).r; }
float folds(vec3 p){ vec3 q=p*wrinkle.y*vec3(1., 1., wrinkle.z)+wrinkle.w;
  return n3(q)+.5*n3(q*2.1+7.); }
float pattern(){
  vec2 q=vec2(R.x+.5*R.y, R.z); float c=cos(pat.z), s=sin(pat.z); q=mat2(c,-s,s,c)*q*pat.y;
  if(pat.x<.5) return 0.;
  if(pat.x<1.5) return step(.5, fract(q.x));
  if(pat.x<2.5) return .5*(step(.5, fract(q.x))+step(.5, fract(q.y)));
  if(pat.x<3.5) return smoothstep(.45,.55, n3(R*pat.y*.5+pat.z));
  if(pat.x<4.5) return smoothstep(.02,.0, .09+.03*sin(pat.z)-abs(R.x));
  if(pat.x<5.5) return step(.12+.02*sin(pat.z), abs(R.x));
  return clamp(n3(R*pat.y*2.+pat.z)+.4*n3(R*pat.y*9.)-.2,0.,1.); }
void main(){
  float up = upper.w-dot(upper.xyz,R), lo = dot(lower.xyz,R)-lower.w;
  vec3 n=normalize(N), v=normalize(eye-P); if(dot(n,v)<0.) n=-n;
  float f0=folds(R); vec3 px=dFdx(P), py=dFdy(P), r1=cross(py,n), r2=cross(n,px);
  float area=dot(px,r1); vec3 g=(sign(area)*(dFdx(f0)*r1+dFdy(f0)*r2))/max(abs(area),1e-9);
  n=normalize(n-wrinkle.x*g/max(wrinkle.y,1.));
  if(up<0. || lo<0.) discard;
  vec3 c=mix(c1, mix(c1,c2,pat.w), pattern());
  if(up<trim.x || lo<trim.y) c=c3;
  c*=1.-seam.y*smoothstep(seam.x,0.,abs(R.x));
  for(int k=0;k<10;k++) if(distance(R,spots[k].xyz)<spots[k].w) c=spotcol[k];
  c*=1.+.25*(n3(R*70.)-.5)*wrinkle.x*3.+.12*(n3(R*14.+wrinkle.w)-.5);
  float d=max(dot(n,light),0.), b=max(dot(n,fill),0.), hemi=.5+.5*n.z;
  float s=pow(max(dot(reflect(-light,n),v),0.),18.)*.10;
  float dim=1.-shade.x*smoothstep(.5-shade.z,.5+shade.z, n3(P*shade.y+shade.w));
  f=vec4(clamp(c*(amb.x*(.55+.45*hemi)+amb.y*d*dim+amb.z*b)+s*dim,0.,1.),1.); }"""


@dataclass(frozen=True)
class Cloth:
    """How one layer looks. Colours 0..1; planes (nx, ny, nz, d) in rest space, metres."""

    c1: tuple
    c2: tuple = (0, 0, 0)
    c3: tuple = (0, 0, 0)
    pat: tuple = (0, 10, 0, 0)
    wrinkle: tuple = (0.0, 20, 1, 0)
    upper: tuple = (0, 0, 1, 9)
    lower: tuple = (0, 0, 1, -9)
    trim: tuple = (0.0, 0.0)
    seam: tuple = (0.003, 0.0)
    spots: NDArray = field(default_factory=lambda: np.zeros((N_SPOTS, 4)))
    spotcol: NDArray = field(default_factory=lambda: np.zeros((N_SPOTS, 3)))


@dataclass(frozen=True)
class Light:
    """Unit directions; strengths: ambient, main, fill; shade cast: depth, size, edge, seed."""

    main: tuple
    fill: tuple
    strength: tuple
    shade: tuple


class Camera:
    """A pinhole camera whose picture is a turned square cut around the pelvis."""

    def __init__(self, eye_m: NDArray, target_m: NDArray, roll_rad: float, fov_rad: float) -> None:
        self.eye_m = np.asarray(eye_m, float)
        self._full = _perspective(fov_rad) @ _look(self.eye_m, np.asarray(target_m), roll_rad)

    def picture(self, points_m: NDArray) -> NDArray:
        """Return points in the whole picture: x right, y down, in half picture heights."""
        clip = np.c_[points_m, np.ones(len(points_m))] @ self._full.T
        return np.stack([clip[:, 0], -clip[:, 1]], 1) / clip[:, 3:]

    def cut(self, centre: NDArray, side: float, turn_rad: float) -> NDArray:
        """Return the 4x4 matrix that draws the square `side` around `centre`, turned."""
        to_square = np.eye(4)
        c, s = np.cos(turn_rad), np.sin(turn_rad)
        # Picture y points down, clip y points up: the turn changes its sense.
        to_square[:2, :2] = np.array([[c, -s], [s, c]]) * 2 / side
        to_square[:2, 3] = -to_square[:2, :2] @ (centre * [1, -1])
        return to_square @ self._full


def _perspective(fov_rad: float, near_m: float = 0.2, far_m: float = 30.0) -> NDArray:
    matrix = np.zeros((4, 4))
    matrix[0, 0] = matrix[1, 1] = 1 / np.tan(fov_rad / 2)
    matrix[2, 2] = (far_m + near_m) / (near_m - far_m)
    matrix[2, 3] = 2 * far_m * near_m / (near_m - far_m)
    matrix[3, 2] = -1
    return matrix


def _look(eye: NDArray, target: NDArray, roll_rad: float) -> NDArray:
    forward = (target - eye) / np.linalg.norm(target - eye)
    right = np.cross(forward, [0, 0, 1.0])
    right /= np.linalg.norm(right)
    up = np.cross(right, forward)
    c, s = np.cos(roll_rad), np.sin(roll_rad)
    matrix = np.eye(4)
    matrix[:3, :3] = [c * right + s * up, c * up - s * right, -forward]
    matrix[:3, 3] = -matrix[:3, :3] @ eye
    return matrix


class Canvas:
    """Draws triangles into a square of `side_px`; returns colours and coverage."""

    def __init__(self, side_px: int) -> None:
        self._context = moderngl.create_standalone_context(backend="egl")
        self._context.enable(moderngl.DEPTH_TEST)
        self._program = self._context.program(VERTEX, FRAGMENT)
        size = (side_px, side_px)
        self._target = self._context.framebuffer(
            [self._context.texture(size, 4)], self._context.depth_renderbuffer(size)
        )
        self._side_px = side_px
        grain = np.random.default_rng(0).integers(0, 256, 32**3).astype(np.uint8)
        self._grain = self._context.texture3d((32, 32, 32), 1, grain.tobytes())
        self._grain.use(0)

    def start(self, matrix: NDArray, eye_m: NDArray, light: Light) -> None:
        """Clear the picture and set the camera and the light."""
        self._target.use()
        self._context.clear(0, 0, 0, 0)
        self._set(mvp=matrix.T, eye=eye_m, light=light.main, fill=light.fill)
        self._set(amb=light.strength, shade=light.shade)

    def draw(
        self, points_m: NDArray, normals: NDArray, rest_m: NDArray, faces: NDArray, cloth: Cloth
    ) -> None:
        """Draw one layer of triangles."""
        self._set(c1=cloth.c1, c2=cloth.c2, c3=cloth.c3, pat=cloth.pat, wrinkle=cloth.wrinkle)
        self._set(upper=cloth.upper, lower=cloth.lower, trim=cloth.trim, seam=cloth.seam)
        self._set(spots=cloth.spots, spotcol=cloth.spotcol)
        vertices = self._context.buffer(
            np.hstack([points_m, normals, rest_m]).astype("f4").tobytes()
        )
        triangles = self._context.buffer(faces.astype("i4").tobytes())
        layer = self._context.vertex_array(
            self._program, [(vertices, "3f 3f 3f", "pos", "nrm", "rest")], triangles
        )
        layer.render()
        for thing in (layer, vertices, triangles):
            thing.release()

    def picture(self) -> NDArray[np.uint8]:
        """Return (side, side, 4): RGB and coverage, first row at the top."""
        raw = np.frombuffer(self._target.read(components=4), np.uint8)
        return raw.reshape(self._side_px, self._side_px, 4)[::-1]

    def _set(self, **uniforms) -> None:
        for name, value in uniforms.items():
            self._program[name].write(np.asarray(value, "f4").tobytes())


def vertex_normals(points_m: NDArray, faces: NDArray) -> NDArray:
    """Return (V, 3) unit normals."""
    across = points_m[faces[:, 1]] - points_m[faces[:, 0]]
    along = points_m[faces[:, 2]] - points_m[faces[:, 0]]
    face = np.cross(across, along)
    normals = np.stack(
        [
            sum(np.bincount(faces[:, k], face[:, axis], len(points_m)) for k in range(3))
            for axis in range(3)
        ],
        1,
    )
    return normals / np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-9)


def boxes(centres_m: NDArray, sizes_m: NDArray) -> tuple[NDArray, NDArray, NDArray]:
    """Return points, normals and faces of axis-parallel boxes."""
    corners = np.array([[x, y, z] for x in (-1, 1) for y in (-1, 1) for z in (-1, 1)]) / 2
    sides = [(0, 1, 3, 2), (4, 6, 7, 5), (0, 4, 5, 1), (2, 3, 7, 6), (0, 2, 6, 4), (1, 5, 7, 3)]
    points, normals = [], []
    for centre, size in zip(centres_m, sizes_m, strict=True):
        cube = corners * size + centre
        for side in sides:
            quad = cube[list(side)]
            normal = np.cross(quad[1] - quad[0], quad[2] - quad[0])
            points += [quad[k] for k in (0, 1, 2, 0, 2, 3)]
            normals += [normal / np.linalg.norm(normal)] * 6
    return np.array(points), np.array(normals), np.arange(len(points)).reshape(-1, 3)
